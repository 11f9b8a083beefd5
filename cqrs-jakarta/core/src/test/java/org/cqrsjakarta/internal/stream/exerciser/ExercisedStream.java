package org.cqrsjakarta.internal.stream.exerciser;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.cqrsjakarta.internal.chain.KeyText;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.internal.stream.Takeover;

/** One stream of a round, which is its own request: how it is consumed, and what was seen of it. */
final class ExercisedStream {

    /** What the consumer throws. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** How the consumer itself leaves, if it does. */
    private enum Leaving {
        NOT_AT_ALL,
        ASKS_NO_MORE,
        CLOSES,
        ABANDONS,
        THROWS
    }

    private final Round round;
    private final long seed;
    private final Way way;
    private final Leaving leaving;
    private final int leaveAt;
    private final int nestAt;
    private final boolean belongsToStream;
    private StreamRun<Item> run;

    /** How many items a lost node has given its consumer before; 0 if there was none. */
    int givenBefore;

    private volatile boolean wantsNoMore;
    private Thread consumer;

    final List<Item> seen = Collections.synchronizedList(new ArrayList<>());
    private final Set<Item> taken = ConcurrentHashMap.newKeySet();
    private final Set<Raised> observed = ConcurrentHashMap.newKeySet();

    /** Somebody may have left it before its end. Written before that. */
    volatile boolean left;

    volatile boolean interruptSent;
    /** As the next two, when it is over. */
    volatile boolean isOver;

    volatile Throwable failure;
    volatile boolean isInterrupted;
    volatile boolean wasInterruptSent;

    ExercisedStream(Round round, SplittableRandom random, Way way, boolean belongsToStream) {
        this.round = round;
        this.seed = random.nextLong();
        this.way = way;
        Leaving drawn = Leaving.values()[random.nextInt(Leaving.values().length)];
        leaving = random.nextInt(3) == 0 ? drawn : Leaving.NOT_AT_ALL;
        leaveAt = 1 + random.nextInt(10);
        nestAt = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : -1;
        this.belongsToStream = belongsToStream;
        left = way == Way.ITERATOR_NOT_CLOSED;
    }

    /** Goes on with what a node has begun that was lost at this step. */
    Takeover<Item> takesOver(String id, int step, int position) {
        givenBefore = position;
        List<Item> items = IntStream.range(0, position)
                .mapToObj(key -> new Item(key, null))
                .toList();
        List<String> keys =
                items.stream().map(item -> KeyText.of(item.key()).orElseThrow()).toList();
        return new Takeover<>(id, position, step, items, keys, "lost");
    }

    void prepare(StreamRun<Item> prepared) {
        run = prepared;
        if (belongsToStream) {
            run.consumedByItsOwnThread();
        }
    }

    StreamRun<Item> run() {
        return run;
    }

    Round round() {
        return round;
    }

    long seed() {
        return seed;
    }

    String id() {
        return run.id();
    }

    Way way() {
        return way;
    }

    boolean belongsToStream() {
        return belongsToStream;
    }

    boolean wantsNoMore() {
        return wantsNoMore;
    }

    void consumedBy(Thread thread) {
        consumer = thread;
    }

    Thread consumer() {
        return consumer;
    }

    /** On the consumer's thread. */
    void consume(int stackFrames) {
        try {
            if (stackFrames > 0) {
                new ShortStack(stackFrames, this::consumeInItsWay).run();
            } else {
                consumeInItsWay();
            }
        } catch (Throwable thrown) {
            failure = thrown;
            for (Throwable cause = thrown; cause != null; cause = causeOf(cause, thrown)) {
                if (Noticed.isImpossible(cause)) {
                    round.violated(this + " threw " + cause);
                }
            }
        } finally {
            if (way != Way.ITERATOR_NOT_CLOSED) {
                run.close();
            }
            wasInterruptSent = interruptSent;
            isInterrupted = Thread.interrupted();
            isOver = true;
        }
    }

    private void consumeInItsWay() {
        try {
            way.consume(this);
        } catch (Throwable thrown) {
            throw HandlerUse.<RuntimeException>rethrow(thrown);
        }
    }

    private static Throwable causeOf(Throwable thrown, Throwable first) {
        try {
            Throwable cause = thrown.getCause();
            return cause == null || cause == first || cause.getCause() == thrown ? null : cause;
        } catch (RuntimeException cannotSay) {
            return null;
        }
    }

    /** An item reaches the consumer. */
    void take(Item item) {
        if (!taken.add(item)) {
            round.violated(this + " was given " + item.key() + " of " + item.use() + " twice");
        }
        seen.add(item);
        round.checkTaken(this, item);
        if (seen.size() == nestAt) {
            round.consumeInner();
        }
        if (leaving != Leaving.NOT_AT_ALL && seen.size() >= leaveAt) {
            leave();
        }
    }

    private void leave() {
        left = true;
        wantsNoMore = true;
        switch (leaving) {
            case CLOSES -> run.close();
            case ABANDONS -> run.abandon(new IllegalStateException("abandoned by its consumer"));
            case THROWS -> throw new Refusal();
            default -> {
                if (way == Way.FOR_EACH || way == Way.PARALLEL || way == Way.PUSHED) {
                    throw new Refusal();
                }
            }
        }
    }

    /** An observer is given a domain event. */
    void observed(Raised raised) {
        if (!observed.add(raised)) {
            round.violated(raised + " was fired twice");
        }
        if (taken.contains(new Item(raised.key(), raised.use()))) {
            round.violated(raised + " was fired after its item was handed on");
        }
        // In this order: whoever leaves it says so before it ends.
        if (round.told.endOf(this) != null && !left) {
            round.violated(raised + " was fired after the end of " + this);
        }
    }

    boolean wasObserved(Raised raised) {
        return observed.contains(raised);
    }

    /** Waits on the consumer's thread for what happens on others; whoever interrupts it means something else. */
    void await(CountDownLatch latch) {
        boolean interrupted = false;
        boolean waits = true;
        while (waits) {
            try {
                latch.await();
                waits = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void await(Thread thread) {
        CountDownLatch over = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                over.countDown();
            }
        });
        await(over);
    }

    @Override
    public String toString() {
        return "stream " + id() + " [" + way + (belongsToStream ? " on its own thread" : "") + ", consumer "
                + leaving + " at " + leaveAt + (left ? ", left" : "")
                + (givenBefore > 0 ? ", given " + givenBefore + " before" : "") + ", saw " + seen.size() + ", threw "
                + describe()
                + "]";
    }

    private String describe() {
        return failure == null ? "nothing" : failure.getClass().getSimpleName();
    }
}
