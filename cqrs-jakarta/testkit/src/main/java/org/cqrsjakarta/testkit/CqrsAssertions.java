package org.cqrsjakarta.testkit;

import java.util.List;

/** Where assertions begin. To be imported statically; the names do not meet those of AssertJ's own. */
public final class CqrsAssertions {

    private CqrsAssertions() {}

    /**
     * Asserts about a stream as its client got it. Comments and reconnection times are passed over.
     *
     * @param frames of a {@link Delivery} or an {@link SseClient}, or a part of them
     */
    public static StreamAssert assertThatStream(List<Frame> frames) {
        return new StreamAssert(Course.of(frames));
    }

    /** Asserts about a stream that was pulled to its end. */
    public static StreamAssert assertThatStream(Pulled<?> pulled) {
        return new StreamAssert(Course.of(pulled));
    }

    /**
     * Asserts about a circuit as it stands now.
     *
     * @param name the handler's name, as in {@link org.cqrsjakarta.CircuitStatus#name()}
     * @throws AssertionError if there is no such circuit
     */
    public static CircuitAssert assertThatCircuit(TestApplication application, String name) {
        return CircuitAssert.of(application.circuits().all(), name);
    }
}
