package org.cqrsjakarta.internal.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.delivery.Ending;
import org.cqrsjakarta.internal.sse.AudienceGate.Change;
import org.cqrsjakarta.rest.StreamSummary;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Attaching, losing, holding, ending and stopping, in every order in which they can meet. */
@Tag("interleavings")
class AudienceInterleavingsTest {

    private static final int ROUNDS = Integer.getInteger("interleavings", 1_000) / 20;
    private static final Ending LEFT = new Ending.Left(new StreamSummary("s", 0, List.of(), false));
    private static final Ending DONE = Ending.completed(new StreamSummary("s", 1, List.of(), true));

    @SuppressWarnings("NullAway")
    private static Attachment attachment() {
        return new Attachment(null, 0, null);
    }

    private static void together(Runnable... tasks) {
        List<Thread> threads =
                Stream.of(tasks).skip(1).map(task -> new Thread(task)).toList();
        threads.forEach(Thread::start);
        tasks[0].run();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** How often nothing of the stream was wanted any more: what follows from that is done once. */
    private static int timesGone(List<Change> changes) {
        return (int) changes.stream()
                .filter(change -> !change.isNone() && change.to() instanceof Audience.Gone)
                .count();
    }

    @Test
    void oneOfTwoThatAttachAtOnceStartsTheStream() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            AudienceGate gate = new AudienceGate();
            AtomicInteger starts = new AtomicInteger();
            Runnable attach = () -> {
                if (gate.attach(attachment()).from() == Audience.New.NEW) {
                    starts.incrementAndGet();
                }
            };
            together(attach, attach);
            assertEquals(1, starts.get());
            assertEquals(
                    2,
                    assertInstanceOf(Audience.Listened.class, gate.now()).by().size());
        });
    }

    @Test
    void theLastOneThatIsLostHasItHeld() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            AudienceGate gate = new AudienceGate();
            Attachment one = attachment();
            Attachment other = attachment();
            var unused = gate.attach(one);
            var unusedToo = gate.attach(other);
            AtomicInteger holds = new AtomicInteger();
            together(() -> count(gate.lose(one, 7L, LEFT), holds), () -> count(gate.lose(other, 7L, LEFT), holds));
            assertEquals(1, holds.get());
            assertInstanceOf(Audience.Held.class, gate.now());
        });
    }

    private static void count(Change change, AtomicInteger holds) {
        if (!change.isNone() && change.to() instanceof Audience.Held) {
            holds.incrementAndGet();
        }
    }

    @Test
    void whoeverComesBackWhileItsTimeIsOverIsServedOrSentAway() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            AudienceGate gate = new AudienceGate();
            Attachment lost = attachment();
            var unused = gate.attach(lost);
            var unusedToo = gate.lose(lost, 7L, LEFT);
            List<Change> attached = new ArrayList<>();
            List<Change> expired = new ArrayList<>();
            together(() -> attached.add(gate.attach(attachment())), () -> expired.add(gate.expire(7, LEFT)));
            assertEquals(
                    1,
                    Stream.of(attached.getFirst(), expired.getFirst())
                            .filter(change -> !change.isNone())
                            .count());
        });
    }

    @Test
    void whateverEndsItEndsItOnce() {
        Lincheck.runConcurrentTest(ROUNDS, () -> {
            AudienceGate gate = new AudienceGate();
            Attachment one = attachment();
            var unused = gate.attach(one);
            List<Change> byLosing = new ArrayList<>();
            List<Change> byClosing = new ArrayList<>();
            together(
                    () -> {
                        byLosing.add(gate.end(DONE, null));
                        byLosing.add(gate.lose(one, null, LEFT));
                    },
                    () -> byClosing.add(gate.close(LEFT)));
            assertEquals(1, timesGone(byLosing) + timesGone(byClosing));
            assertInstanceOf(Audience.Gone.class, gate.now());
        });
    }
}
