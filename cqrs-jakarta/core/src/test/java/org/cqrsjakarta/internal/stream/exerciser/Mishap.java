package org.cqrsjakarta.internal.stream.exerciser;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** What may go wrong in the code of a handler. */
enum Mishap {
    NONE,
    CHECKED_EXCEPTION,
    RUNTIME_EXCEPTION,
    /** Which the circuits do not count. */
    EXCLUDED_EXCEPTION,
    CANCELLATION,
    ERROR,
    OUT_OF_MEMORY,
    STACK_OVERFLOW,
    INTERRUPTED_EXCEPTION,
    /** The flag is left set, and the handler goes on. */
    INTERRUPT_FLAG,
    INTERRUPT_FLAG_AND_EXCEPTION,
    /** One that cannot say what has caused it. */
    CAUSE_THROWS,
    /** Two that have caused each other. */
    CAUSES_IN_A_CIRCLE,
    /** One instance for all streams. */
    SHARED_EXCEPTION,
    /** Until somebody interrupts it. */
    BLOCKS,
    /** The same, and then it goes on as if nothing had been. */
    BLOCKS_AND_GOES_ON,
    /** For a moment no interrupt is heard. */
    IS_DEAF,
    /** The handler closes the stream that it serves. */
    CLOSES_ITS_STREAM,
    NULL_ITEM,
    /** What emit, or the consumer's side of a stream, throws is caught, and the handler goes on. */
    IS_STUBBORN;

    private static final RuntimeException SHARED = new IllegalStateException("shared by all streams");
    private static final Mishap[] ALL = values();
    private static final Mishap[] AT_THE_END = {
        NONE,
        CHECKED_EXCEPTION,
        RUNTIME_EXCEPTION,
        ERROR,
        OUT_OF_MEMORY,
        STACK_OVERFLOW,
        INTERRUPTED_EXCEPTION,
        INTERRUPT_FLAG,
        INTERRUPT_FLAG_AND_EXCEPTION,
        CAUSE_THROWS,
        SHARED_EXCEPTION,
        IS_DEAF,
        CLOSES_ITS_STREAM
    };
    private static final Mishap[] AT_CREATION = {
        NONE, RUNTIME_EXCEPTION, EXCLUDED_EXCEPTION, ERROR, INTERRUPT_FLAG, CAUSES_IN_A_CIRCLE, SHARED_EXCEPTION, BLOCKS
    };

    static Mishap any(RandomGenerator random) {
        return ALL[random.nextInt(ALL.length)];
    }

    /** One that may happen in what closes a source or destroys a handler. */
    static Mishap atTheEnd(RandomGenerator random) {
        return AT_THE_END[random.nextInt(AT_THE_END.length)];
    }

    static Mishap atCreation(RandomGenerator random) {
        return AT_CREATION[random.nextInt(AT_CREATION.length)];
    }

    /** Whether the handler's code says nothing about how its step then ends. */
    boolean endsByOthers() {
        return this == BLOCKS
                || this == BLOCKS_AND_GOES_ON
                || this == CLOSES_ITS_STREAM
                || this == STACK_OVERFLOW
                || this == IS_STUBBORN;
    }

    /** Whether only an interrupt ends it. */
    boolean waits() {
        return this == BLOCKS || this == BLOCKS_AND_GOES_ON;
    }

    /** Happens. */
    void strike(HandlerUse use) throws Exception {
        switch (this) {
            case NONE, NULL_ITEM, IS_STUBBORN -> {}
            case CHECKED_EXCEPTION -> throw new IOException("cut");
            case RUNTIME_EXCEPTION -> throw new IllegalStateException("broken");
            case EXCLUDED_EXCEPTION -> throw new IllegalArgumentException("excluded");
            case CANCELLATION -> throw new CancellationException("the handler's own");
            case ERROR -> throw new AssertionError("an error");
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("simulated");
            case STACK_OVERFLOW -> overflow(0);
            case INTERRUPTED_EXCEPTION -> {
                use.touchesInterrupts();
                throw new InterruptedException("the handler's own");
            }
            case INTERRUPT_FLAG -> {
                use.touchesInterrupts();
                Thread.currentThread().interrupt();
            }
            case INTERRUPT_FLAG_AND_EXCEPTION -> {
                use.touchesInterrupts();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted");
            }
            case CAUSE_THROWS -> throw new Mute();
            case CAUSES_IN_A_CIRCLE -> throw circle();
            case SHARED_EXCEPTION -> throw SHARED;
            case BLOCKS -> {
                use.touchesInterrupts();
                new CountDownLatch(1).await();
            }
            case BLOCKS_AND_GOES_ON -> blockAndGoOn(use);
            case IS_DEAF -> deafFor(use.deafMillis());
            case CLOSES_ITS_STREAM -> use.closeStream();
        }
    }

    private static long overflow(long depth) {
        return overflow(depth + 1) + 1;
    }

    private static RuntimeException circle() {
        Circular one = new Circular();
        Circular other = new Circular();
        one.cause = other;
        other.cause = one;
        return one;
    }

    private static void blockAndGoOn(HandlerUse use) {
        use.touchesInterrupts();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException swallowed) {
            // As code does that has never heard of interrupts.
        }
    }

    private static void deafFor(long millis) {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        CountDownLatch never = new CountDownLatch(1);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            try {
                var unused = never.await(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException deaf) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Circular extends CompletionException {

        private static final long serialVersionUID = 1L;

        private Throwable cause;

        @Override
        public synchronized Throwable getCause() {
            return cause;
        }
    }

    private static final class Mute extends CompletionException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            throw new UnsupportedOperationException("cannot say");
        }
    }
}
