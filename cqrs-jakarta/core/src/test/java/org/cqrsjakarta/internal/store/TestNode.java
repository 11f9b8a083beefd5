package org.cqrsjakarta.internal.store;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cqrsjakarta.spi.CircuitStore.Subscription;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.StreamStore;

/** A node whose way to its store can be cut, and that asks on whichever thread wants to know. */
public final class TestNode {

    public static final Duration POLL = Duration.ofSeconds(1);

    private final Cut store;
    private final NodeStreams streams;
    private volatile boolean isCut;
    private volatile boolean isLate;
    private volatile boolean isRefusing;
    private volatile boolean isShortOfThreads;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Runnable onceClaimed = () -> {};
    private final Queue<Runnable> late = new ConcurrentLinkedQueue<>();

    /** Lives as soon as somebody begins it. */
    public TestNode(String name, StreamStore store, StreamsMode mode, ManualTime time) {
        this.store = new Cut(store);
        StoreRules rules = new StoreRules(
                Duration.ofMillis(50), POLL, Optional.of("app"), 0, mode, Optional.of("a secret of the test"));
        this.streams = new NodeStreams(
                this.store,
                "app",
                name,
                rules,
                new StreamOwners("a secret of the test"),
                new Appends(),
                new NodeBeats(this.store, "app", name, rules, time, new Beats()),
                () -> {});
    }

    public NodeStreams streams() {
        return streams;
    }

    /** Its store has lost everything: it is another one. */
    public void use(StreamStore other) {
        store.store = other;
    }

    /** Neither calls nor hints come through any more: for the others, the node is lost. */
    public void cut() {
        isCut = true;
    }

    /** They come through again. */
    public void mend() {
        isCut = false;
    }

    /** Appends fail from now on, and nothing else does. */
    public void refuseAppends() {
        isRefusing = true;
    }

    /** How many appends have failed so. */
    public int refused() {
        return refused.get();
    }

    /** There is no thread for the next beat. */
    public void lackThread() {
        isShortOfThreads = true;
    }

    /** Appends are late from now on: nobody has their answers before {@link #answer}. */
    public void beLate() {
        isLate = true;
    }

    /** How many appends have no answer yet. */
    public int unanswered() {
        return late.size();
    }

    /** Those that are late have their answer now, and no more are. */
    public void answer() {
        isLate = false;
        for (Runnable call = late.poll(); call != null; call = late.poll()) {
            call.run();
        }
    }

    /** What happens when this node's next claim is at the store, before its answer is here. */
    public void onceClaimed(Runnable happens) {
        onceClaimed = happens;
    }

    private final class Appends implements CallsUnderWay {

        private final CallsUnderWay others = new AtOnce();

        @Override
        public <T> T within(Callable<T> call, Consumer<T> late) throws StoreAwayException, InterruptedException {
            return others.within(call, late);
        }

        @Override
        public <T> CompletableFuture<T> begin(Callable<T> call) {
            if (!isLate) {
                return others.begin(call);
            }
            CompletableFuture<T> answer = new CompletableFuture<>();
            late.add(() -> AtOnce.complete(answer, call));
            return answer;
        }

        @Override
        public <T> T await(CompletableFuture<T> answer)
                throws StoreAwayException, TimeoutException, InterruptedException {
            return others.await(answer);
        }

        @Override
        public Runnable later(Runnable task) {
            return others.later(task);
        }
    }

    private final class Beats implements StoreCalls {

        private final StoreCalls others = new AtOnce();

        @Override
        public <T> T within(Callable<T> call, Consumer<T> late) throws StoreAwayException, InterruptedException {
            return others.within(call, late);
        }

        @Override
        public Runnable later(Runnable task) {
            if (isShortOfThreads) {
                isShortOfThreads = false;
                throw new OutOfMemoryError("no thread");
            }
            return others.later(task);
        }
    }

    private static final class AtOnce implements CallsUnderWay {

        @Override
        public <T> T within(Callable<T> call, Consumer<T> late) throws StoreAwayException {
            try {
                return call.call();
            } catch (Exception e) {
                throw new StoreAwayException(e);
            }
        }

        @Override
        public <T> CompletableFuture<T> begin(Callable<T> call) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            complete(answer, call);
            return answer;
        }

        static <T> void complete(CompletableFuture<T> answer, Callable<T> call) {
            try {
                answer.complete(call.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        }

        @Override
        public <T> T await(CompletableFuture<T> answer) throws StoreAwayException, TimeoutException {
            if (!answer.isDone()) {
                throw new TimeoutException();
            }
            try {
                return answer.join();
            } catch (CompletionException e) {
                throw new StoreAwayException(e.getCause());
            }
        }

        @Override
        public Runnable later(Runnable task) {
            task.run();
            return () -> {};
        }
    }

    private final class Cut implements StreamStore {

        private volatile StreamStore store;

        Cut(StreamStore store) {
            this.store = store;
        }

        private StreamStore through() {
            if (isCut) {
                throw new IllegalStateException("cut");
            }
            return store;
        }

        @Override
        public Copy append(Stream stream, Part part) {
            if (isRefusing) {
                refused.incrementAndGet();
                throw new IllegalStateException("too large");
            }
            return through().append(stream, part);
        }

        @Override
        public Optional<Page> read(Stream stream, Reading reading) {
            return through().read(stream, reading);
        }

        @Override
        public Optional<Claim> claim(Stream stream, long epoch, String node, Duration kept) {
            Optional<Claim> answer = through().claim(stream, epoch, node, kept);
            Runnable happens = onceClaimed;
            onceClaimed = () -> {};
            happens.run();
            return answer;
        }

        @Override
        public void remove(Stream stream, long epoch) {
            through().remove(stream, epoch);
        }

        @Override
        public Beat beat(String namespace, String node, Duration live, long after) {
            return through().beat(namespace, node, live, after);
        }

        @Override
        public void post(String namespace, String text, Duration kept) {
            through().post(namespace, text, kept);
        }

        @Override
        public Subscription subscribe(String namespace, String node, Listener listener) {
            return through().subscribe(namespace, node, new Listener() {
                @Override
                public void appended(String key) {
                    if (!isCut) {
                        listener.appended(key);
                    }
                }

                @Override
                public void posted() {
                    if (!isCut) {
                        listener.posted();
                    }
                }

                @Override
                public void allMayHaveChanged() {
                    if (!isCut) {
                        listener.allMayHaveChanged();
                    }
                }
            });
        }
    }
}
