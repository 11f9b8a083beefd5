package org.cqrsjakarta.testkit;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractAssert;
import org.cqrsjakarta.testkit.Course.Completion;
import org.cqrsjakarta.testkit.Course.Item;
import org.cqrsjakarta.testkit.Course.Moment;
import org.cqrsjakarta.testkit.Course.Other;
import org.cqrsjakarta.testkit.Course.Switch;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a stream from its first event on, each about what comes next; see
 * {@link CqrsAssertions#assertThatStream}. What follows the last assertion is not looked at: end with {@link #completes} or
 * {@link #fails}.
 */
public final class StreamAssert extends AbstractAssert<StreamAssert, Course> {

    private static final int SHOWN_BEFORE = 10;
    private static final int SHOWN_AFTER = 3;

    private int place;

    StreamAssert(Course actual) {
        super(actual, StreamAssert.class);
    }

    /**
     * These items come next.
     *
     * @param items as the handler gave them; those of frames are compared as JSON, as JSON-B writes it by default
     */
    public StreamAssert items(Object... items) {
        for (Object item : items) {
            Item expected = new Item(actual.comparable().apply(item));
            next(expected.equals(actual.at(place)), expected.toString());
        }
        return this;
    }

    /** So many items come next, whatever they are. */
    public StreamAssert itemCount(int count) {
        for (int i = 1; i <= count; i++) {
            next(actual.at(place) instanceof Item, "item " + i + " of " + count);
        }
        return this;
    }

    /**
     * A switchover comes next.
     *
     * @param from name of the handler that is left
     * @param to   name of the handler that takes over
     */
    public StreamAssert switchesOver(String from, String to) {
        boolean holds = actual.at(place) instanceof Switch found
                && found.from().equals(from)
                && found.to().equals(to);
        return next(holds, "switchover from '" + from + "' to '" + to + "'");
    }

    /** The switchover that was asserted just before has a cause of exactly this class. */
    public StreamAssert because(Class<? extends Throwable> cause) {
        if (place == 0 || !(actual.moments().get(place - 1) instanceof Switch)) {
            throw new IllegalStateException(
                    "because(" + cause.getSimpleName() + ".class) follows no switchesOver(...)");
        }
        place--;
        return next(
                actual.at(place) instanceof Switch found && found.reason().equals(cause.getSimpleName()),
                "switchover, reason " + cause.getSimpleName());
    }

    /** The normal end comes next, and nothing after it. */
    public StreamAssert completes() {
        return next(actual.at(place) instanceof Completion, "completion").end();
    }

    /** The end by a failure comes next, and nothing after it. What failed is not told to clients. */
    public StreamAssert fails() {
        return next(actual.at(place) instanceof Other found && found.event().equals("failure"), "failure")
                .end();
    }

    private StreamAssert next(boolean holds, String expected) {
        if (!holds) {
            throw failure("Expected as event %d: %s%nFound:%n%s", place + 1, expected, found());
        }
        place++;
        return this;
    }

    private StreamAssert end() {
        return actual.at(place) == null ? this : next(false, "nothing after the end");
    }

    /** What is around the place, an event on each line, with a mark at the one that is wrong. */
    private String found() {
        int last =
                Math.max(place, Math.min(place + SHOWN_AFTER, actual.moments().size() - 1));
        return IntStream.rangeClosed(Math.max(0, place - SHOWN_BEFORE), last)
                .mapToObj(i -> (i == place ? "> " : "  ") + (i + 1) + " " + shown(actual.at(i)))
                .collect(Collectors.joining("\n"));
    }

    private static String shown(@Nullable Moment moment) {
        return moment == null ? "nothing" : moment.toString();
    }
}
