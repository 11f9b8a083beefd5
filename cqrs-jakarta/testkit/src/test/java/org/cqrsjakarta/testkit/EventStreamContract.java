package org.cqrsjakarta.testkit;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.cqrsjakarta.testkit.StreamCase.Dispatched;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every parser of event streams makes of {@link StreamCases}, however the bytes are cut. A subclass for each. */
public abstract class EventStreamContract {

    /** A parser at the beginning of a stream: takes the next bytes, and gives the frames that they complete. */
    protected abstract Function<byte[], List<Frame>> newParser();

    static List<StreamCase> cases() {
        return StreamCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whole(StreamCase given) {
        assertThatItIs(given, newParser().apply(given.stream()), "whole");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void byteByByte(StreamCase given) {
        Function<byte[], List<Frame>> parser = newParser();
        List<Frame> frames = new ArrayList<>();
        for (byte next : given.stream()) {
            frames.addAll(parser.apply(new byte[] {next}));
        }
        assertThatItIs(given, frames, "byte by byte");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cutInTwoAtEveryPlace(StreamCase given) {
        byte[] stream = given.stream();
        for (int cut = 0; cut <= stream.length; cut++) {
            Function<byte[], List<Frame>> parser = newParser();
            List<Frame> frames = new ArrayList<>(parser.apply(Arrays.copyOf(stream, cut)));
            frames.addAll(parser.apply(new byte[0]));
            frames.addAll(parser.apply(Arrays.copyOfRange(stream, cut, stream.length)));
            assertThatItIs(given, frames, "cut at " + cut);
        }
    }

    static void assertThatItIs(StreamCase expected, List<Frame> frames, String how) {
        assertThat(dispatched(frames)).as(how).isEqualTo(expected.events());
        assertThat(frames.stream().map(Frame::retry).reduce(null, EventStreamContract::later))
                .as(how)
                .isEqualTo(expected.retry());
    }

    /** Frames tell an id only where it was sent; a browser tells the last one. */
    private static List<Dispatched> dispatched(List<Frame> frames) {
        List<Dispatched> events = new ArrayList<>();
        String lastEventId = "";
        for (Frame frame : frames) {
            lastEventId = requireNonNullElse(frame.id(), lastEventId);
            if (frame.isEvent()) {
                events.add(new Dispatched(frame.event(), frame.data(), lastEventId));
            }
        }
        return events;
    }

    private static Duration later(Duration before, Duration retry) {
        return retry == null ? before : retry;
    }
}
