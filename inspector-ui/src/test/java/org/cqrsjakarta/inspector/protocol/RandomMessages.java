package org.cqrsjakarta.inspector.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages as a server says them, of random content, and what they become when somebody has had his hands in them. */
final class RandomMessages {

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u001b",
        "\\ud83d",
        "null",
        "true",
        "-",
        "1e999",
        "9007199254740993",
        "99999999999999999999",
        "\"t\":1,",
        "\"server\":\"x\",",
        "\"type\":\"ended\",",
        "\n",
        "\u0000",
        "\u202E",
        "\uD83D",
        "{}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "\"stream\":{},",
        "\"steps\":[[1]],",
        "NaN",
        "\uFEFF",
        " "
    };

    private final Random random;

    RandomMessages(long seed) {
        random = new Random(seed);
    }

    /** A message with what it means. */
    record Sample(String name, String json, Message meaning) {}

    Sample next() {
        return switch (random.nextInt(5)) {
            case 0 -> hello();
            case 1 -> batch();
            case 2 -> snapshot();
            case 3 -> circuits();
            default -> {
                long lost = number();
                yield new Sample("lost", "{\"events\":" + lost + "}", new Message.Lost(lost));
            }
        };
    }

    /** The text after one to eight changes: pieces taken out, put in, doubled, moved. */
    String mutated(String json) {
        StringBuilder text = new StringBuilder(json);
        for (int change = 1 + random.nextInt(8); change > 0; change--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> text.insert(at, text.substring(at, to));
                case 3 -> text.replace(at, to, PIECES[random.nextInt(PIECES.length)]);
                default -> text.insert(at, (char) random.nextInt(0x10000));
            }
        }
        return text.toString();
    }

    private Sample hello() {
        Message.Hello hello = new Message.Hello(
                1, name(), name(), name(), number(), name(), random.nextBoolean(), random.nextBoolean());
        String json = """
                {"protocol":1,"node":"%s","application":"%s","server":"%s","clock":%d,"recorder":"%s","operator":%s,\
                "resumed":%s}""".formatted(
                        hello.node(),
                        hello.application(),
                        hello.server(),
                        hello.clock(),
                        hello.recorder(),
                        hello.operator(),
                        hello.resumed());
        return new Sample("hello", json, hello);
    }

    private Sample batch() {
        List<Event> events = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            events.add(event(texts));
        }
        return new Sample("batch", "[" + String.join(",", texts) + "]", new Message.Batch(events));
    }

    private Event event(List<String> texts) {
        long t = number();
        String stream = name();
        String handler = name();
        long position = number();
        return switch (random.nextInt(4)) {
            case 0 -> {
                texts.add("{\"t\":%d,\"type\":\"started\",\"stream\":\"%s\",\"request\":\"%s\",\"handler\":\"%s\"}"
                        .formatted(t, stream, handler, handler));
                yield new Event.Started(t, stream, handler, handler);
            }
            case 1 -> {
                boolean held = random.nextBoolean();
                texts.add("{\"t\":%d,\"type\":\"progress\",\"stream\":\"%s\",\"position\":%d%s}"
                        .formatted(t, stream, position, held ? ",\"held\":true" : ""));
                yield new Event.Progress(t, stream, position, held);
            }
            case 2 -> {
                texts.add("""
                        {"reason":"E","to":"%s","from":"%s","position":%d,"stream":"%s","type":"switchover","t":%d}""".formatted(handler, handler, position, stream, t));
                yield new Event.Switchover(t, stream, position, handler, handler, "E");
            }
            default -> {
                texts.add("{\"t\":%d,\"type\":\"ended\",\"stream\":\"%s\",\"position\":%d,\"end\":\"LEFT\"}"
                        .formatted(t, stream, position));
                yield new Event.Ended(t, stream, position, StreamEnd.LEFT, null);
            }
        };
    }

    private Sample snapshot() {
        List<StreamFacts> streams = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            StreamFacts facts =
                    new StreamFacts(name(), name(), number(), List.of(name(), name()), number(), random.nextBoolean());
            streams.add(facts);
            texts.add("""
                    {"stream":"%s","request":"%s","started":%d,"steps":["%s","%s"],"position":%d,"held":%s}""".formatted(
                            facts.stream(),
                            facts.request(),
                            facts.started(),
                            facts.steps().getFirst(),
                            facts.steps().getLast(),
                            facts.position(),
                            facts.held()));
        }
        long t = number();
        return new Sample(
                "snapshot",
                "{\"t\":" + t + ",\"circuits\":[],\"streams\":[" + String.join(",", texts) + "]}",
                new Message.Snapshot(t, List.of(), streams));
    }

    private Sample circuits() {
        long t = number();
        CircuitFacts facts = new CircuitFacts(
                name(),
                CircuitState.HALF_OPEN,
                number(),
                random.nextBoolean() ? number() : CircuitFacts.NOT_SAID,
                CircuitControl.AUTOMATIC,
                new CircuitFacts.Window(random.nextInt(99), random.nextInt(99), random.nextInt(99)),
                number(),
                new CircuitFacts.Probes(random.nextInt(99), random.nextInt(99)),
                new CircuitFacts.Policy(List.of(name()), List.of(), number(), 3, 0.5, 2),
                random.nextBoolean()
                        ? new CircuitFacts.Nodes(
                                "n1", random.nextBoolean(), random.nextBoolean(), Map.of("n2", CircuitState.OPEN))
                        : null);
        CircuitFacts.Nodes nodes = facts.nodes();
        String json = """
                {"t":%d,"circuits":[{"circuit":"%s","state":"HALF_OPEN","since":%d%s,"control":"AUTOMATIC",\
                "window":{"size":%d,"filled":%d,"failures":%d},"permits":%d,"probes":{"running":%d,"succeeded":%d},\
                "policy":{"failOn":["%s"],"skipOn":[],"delayMillis":%d,"requestVolumeThreshold":3,"failureRatio":0.5,\
                "successThreshold":2}%s}]}""".formatted(
                        t,
                        facts.circuit(),
                        facts.since(),
                        facts.asks() == CircuitFacts.NOT_SAID ? "" : ",\"asks\":" + facts.asks(),
                        facts.window().size(),
                        facts.window().filled(),
                        facts.window().failures(),
                        facts.permits(),
                        facts.probes().running(),
                        facts.probes().succeeded(),
                        facts.policy().failOn().getFirst(),
                        facts.policy().delayMillis(),
                        nodes == null ? "" : """
                                        ,"nodes":{"self":"n1","together":%s,"tripped":%s,\
                                        "live":[{"node":"n2","state":"OPEN"}]}""".formatted(nodes.together(), nodes.tripped()));
        return new Sample("circuits", json, new Message.CircuitsNow(t, List.of(facts)));
    }

    private long number() {
        return random.nextLong(Limits.NUMBER + 1) >>> random.nextInt(54);
    }

    private String name() {
        return "n" + random.nextInt(100);
    }
}
