package org.cqrsjakarta.inspector.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.MessageReader;
import org.junit.jupiter.api.Test;

/** That a flood is a feed. */
class FloodServerTest {

    private static final long BEGIN = 1_795_690_748_000_000L;

    /** Waits in no time. */
    private static class Jumping implements FloodServer.Pace {
        private long now = BEGIN;

        @Override
        public long micros() {
            return now;
        }

        @Override
        public void waitUntil(long micros) {
            now = micros;
        }
    }

    private static List<Message> told(Jumping pace, int eventsPerSecond, int lanes, int seconds) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var server = new FloodServer(0, eventsPerSecond, lanes, seconds, 1, pace)) {
            server.writeTo(out);
        }
        var reader = new MessageReader();
        List<Message> messages = new ArrayList<>();
        for (String event : out.toString(UTF_8).split("\n\n")) {
            Map<String, String> fields = event.lines()
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(field -> field[0], field -> field[1]));
            messages.add(reader.read(fields.get("event"), fields.get("data")).orElseThrow());
        }
        return messages;
    }

    private static List<Event> events(List<Message> messages) {
        return messages.stream()
                .filter(Message.Batch.class::isInstance)
                .flatMap(message -> ((Message.Batch) message).events().stream())
                .toList();
    }

    @Test
    void aSecondOfItKeepsToTheProtocol() throws Exception {
        List<Message> messages = told(new Jumping(), 20_000, 1_000, 1);
        assertThat(messages.get(0)).isInstanceOf(Message.Hello.class);
        assertThat(messages.get(1)).isInstanceOf(Message.Snapshot.class);
        assertThat(messages).hasAtLeastOneElementOfType(Message.CircuitsNow.class);
        assertThat(messages.stream().filter(Message.Batch.class::isInstance)).hasSizeBetween(29, 30);
        List<Event> events = events(messages);
        assertThat(events).hasSizeBetween(20_000, 20_001);
        assertThat(events).extracting(Event::t).isSorted().allMatch(t -> t > BEGIN && t <= BEGIN + 1_000_000);
        assertStoriesAreWhole(events);
    }

    /** Who starts has not been there, and who ends is not heard of again. */
    private static void assertStoriesAreWhole(List<Event> events) {
        Map<String, Long> positions = new HashMap<>();
        Set<String> over = new HashSet<>();
        List<Event> wrong = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.OfStream one) {
                Long before = positions.get(one.stream());
                boolean begins = event instanceof Event.Started;
                long position = begins ? 0 : positionOf(one, before == null ? 0 : before);
                boolean fits = begins ? before == null : before != null && position >= before;
                if (!fits || over.contains(one.stream())) {
                    wrong.add(event);
                }
                positions.put(one.stream(), position);
                if (event instanceof Event.Ended) {
                    over.add(one.stream());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static long positionOf(Event event, long before) {
        return switch (event) {
            case Event.Progress progress -> progress.position();
            case Event.Switchover switchover -> switchover.position();
            case Event.TookOver tookOver -> tookOver.position();
            case Event.Ended ended -> ended.position();
            default -> before;
        };
    }

    @Test
    void aMinuteHasOfEverything() throws Exception {
        List<Event> events = events(told(new Jumping(), 2_000, 200, 60));
        assertStoriesAreWhole(events);
        Map<String, Long> counts = events.stream().collect(Collectors.groupingBy(Event::type, Collectors.counting()));
        assertThat(counts)
                .containsKeys("started", "first-item", "progress", "switchover", "took-over", "ended", "circuit");
        double streams = counts.get("ended");
        assertThat(counts.get("switchover") / streams).isBetween(0.08, 0.25);
        long failed = events.stream()
                .filter(event -> event instanceof Event.Ended ended && ended.reason() != null)
                .count();
        assertThat(failed / streams).isBetween(0.003, 0.02);
        assertThat(streams / 60)
                .as("streams that end a second, of 200 that are a few seconds long")
                .isBetween(40.0, 200.0);
    }

    @Test
    void theSameSeedMakesTheSameEvents() throws Exception {
        assertThat(told(new Jumping(), 1_000, 100, 2)).isEqualTo(told(new Jumping(), 1_000, 100, 2));
    }

    @Test
    void whoDoesNotReadLosesEvents() throws Exception {
        var stalled = new Jumping() {
            private boolean once;

            @Override
            public void waitUntil(long micros) {
                super.waitUntil(once ? micros : micros + 5_000_000);
                once = true;
            }
        };
        List<Message> messages = told(stalled, 20_000, 1_000, 6);
        long lost = messages.stream()
                .filter(Message.Lost.class::isInstance)
                .mapToLong(message -> ((Message.Lost) message).events())
                .sum();
        assertThat(lost).isGreaterThan(30_000);
        assertThat(lost + events(messages).size()).isBetween(120_000L, 120_001L);
        assertThat(messages.get(messages.indexOf(new Message.Lost(lost)) + 1)).isInstanceOf(Message.Snapshot.class);
    }
}
