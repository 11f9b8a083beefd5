package org.cqrsjakarta.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * {@link HandOver} crosses without fences: the stream's thread writes that it is out, and looks whether the stream is left, and a
 * processor may do the two the other way round. Here it does: stores to memory that is in no cache stand before the former, and
 * processors that write in order (as x86 does) hold it back for as long, while they look ahead. Without the handshake, one in
 * three to one in ten of the hand-overs that are left have an interrupt behind their end.
 *
 * <p>Nobody waits for anybody, so that it works on a busy machine, too.
 */
class HandOverStressTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int ENOUGH = 5_000;

    /** Without the handshake, so many have always shown it. */
    private static final int SEEN_IN = 4_000;

    private static final int MANY = 1 << 12;
    private static final int LINE = 64;
    private static final int LINES = 1 << 20;
    private static final int UNCACHED_STORES = 8;
    private static final VarHandle AT = at();

    private final byte[] memory = new byte[LINES * LINE];
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile HandOver[] all = new HandOver[0];

    /** Which of them the stream's thread is at. */
    @SuppressWarnings("UnusedVariable") // Used through its handle.
    private int at;

    private int place;

    private static VarHandle at() {
        try {
            return MethodHandles.lookup().findVarHandle(HandOverStressTest.class, "at", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Test
    void noInterruptReachesAPlatformThreadBehindItsHandOver() throws InterruptedException {
        isNotInterruptedBehind(Thread.ofPlatform());
    }

    @Test
    void noInterruptReachesAVirtualThreadBehindItsHandOver() throws InterruptedException {
        isNotInterruptedBehind(Thread.ofVirtual());
    }

    private void isNotInterruptedBehind(Thread.Builder builder) throws InterruptedException {
        Thread leaver = Thread.ofPlatform().daemon().start(this::leaveWhereItIs);
        Thread own = builder.start(this::handOverAndOver);
        own.join();
        isOver.set(true);
        leaver.join();
        // Where both threads did not run at once, nothing can be seen.
        assumeThat(left.get()).isGreaterThan(SEEN_IN);
        assertThat(interrupted.get())
                .as("interrupts behind the hand-over, in what may be a handler's code; %d were left", left.get())
                .isZero();
    }

    private void leaveWhereItIs() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (!isOver.get()) {
            HandOver[] these = all;
            int here = (int) AT.getOpaque(this);
            if (here < these.length && !these[here].isLeft()) {
                for (int spin = random.nextInt(64); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                if (these[here].leave()) {
                    these[here].interrupt();
                    left.incrementAndGet();
                }
            }
        }
    }

    private void handOverAndOver() {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end && left.get() < ENOUGH) {
            HandOver[] these = new HandOver[MANY];
            for (int i = 0; i < MANY; i++) {
                these[i] = new HandOver();
                these[i].ownThreadIsHere();
            }
            AT.setOpaque(this, 0);
            all = these;
            for (int i = 0; i < MANY; i++) {
                AT.setOpaque(this, i);
                handOver(these[i]);
                runHandler();
            }
        }
    }

    private void handOver(HandOver one) {
        one.begin();
        int next = place;
        try {
            for (int i = 0; i < UNCACHED_STORES; i++) {
                next = next * 1_103_515_245 + 12_345;
                memory[((next >>> 8) & (LINES - 1)) * LINE] = 1;
            }
        } finally {
            one.end();
        }
        place = next;
    }

    private void runHandler() {
        for (int spin = 0; spin < 150; spin++) {
            Thread.onSpinWait();
        }
        if (Thread.interrupted()) {
            interrupted.incrementAndGet();
        }
    }
}
