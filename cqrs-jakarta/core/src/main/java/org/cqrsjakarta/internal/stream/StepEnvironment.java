package org.cqrsjakarta.internal.stream;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/** What a step finds around it: its stream's id, request, clock, and threads within the stream's contexts. */
final class StepEnvironment implements Function<Runnable, Thread> {

    private static final AtomicIntegerFieldUpdater<StepEnvironment> TENANTS =
            AtomicIntegerFieldUpdater.newUpdater(StepEnvironment.class, "tenants");

    private final StreamEngine engine;
    private final StreamContext context;
    private final Object request;

    /** Handlers that are not given back, of this run's steps. */
    private volatile int tenants;

    private volatile @Nullable Runnable whenOut;

    /** Made when it is first asked for: of a stream that nobody hears of, nobody asks. */
    private volatile @Nullable String stream;

    /**
     * Describes them.
     *
     * @param engine  runs the stream
     * @param context of the stream
     * @param request as it was given to the mediator
     */
    StepEnvironment(StreamEngine engine, StreamContext context, Object request) {
        this.engine = engine;
        this.context = context;
        this.request = request;
    }

    /** Describes those of a stream that has its id already. */
    StepEnvironment(StreamEngine engine, StreamContext context, Object request, String stream) {
        this(engine, context, request);
        this.stream = stream;
    }

    /** Id of the stream. */
    String stream() {
        String known = stream;
        return known == null ? named() : known;
    }

    private synchronized String named() {
        String known = stream;
        if (known == null) {
            known = engine.ids().get();
            stream = known;
        }
        return known;
    }

    StreamEngine engine() {
        return engine;
    }

    /** A step begins, and with it a tenancy. */
    void movesIn() {
        var unused = TENANTS.incrementAndGet(this);
    }

    /** A tenancy is over: handler and place are given back. */
    void movesOut() {
        if (TENANTS.decrementAndGet(this) == 0) {
            tellOut();
        }
    }

    /** Has a task run when all that were begun are over, after the run's end: at once, or by the last one out. */
    void whenOut(Runnable task) {
        whenOut = task;
        if (tenants == 0) {
            tellOut();
        }
    }

    private void tellOut() {
        Runnable task;
        synchronized (this) {
            task = whenOut;
            whenOut = null;
        }
        if (task != null) {
            task.run();
        }
    }

    Object request() {
        return request;
    }

    Time time() {
        return engine.time();
    }

    StreamContext context() {
        return context;
    }

    /** Starts a thread that runs a handler. */
    @Override
    public Thread apply(Runnable task) {
        return engine.threads().start("cqrs-stream-" + stream(), () -> within(context, task));
    }

    /** Starts one that runs an observer, in a request context of its own: CDI's are not made for several at once. */
    Thread startObserving(Runnable task) {
        StreamContext own = context.another();
        return engine.threads().start("cqrs-observers-" + stream(), () -> {
            try {
                within(own, task);
            } finally {
                own.end();
            }
        });
    }

    /** Where the contexts cannot be entered, as when the application stops, without them: somebody waits for the end. */
    static void within(StreamContext context, Runnable task) {
        Section section = new Section(task);
        try {
            context.call(section);
        } catch (RuntimeException | Error e) {
            if (section.begun) {
                throw e;
            }
            StreamLog.LOG.debug("The contexts of a stream could not be entered", e);
            task.run();
        }
    }

    /** A named class: it may be needed first on a stack that is exhausted, where nothing can be linked. */
    private static final class Section implements Supplier<@Nullable Void> {

        private final Runnable task;
        private boolean begun;

        Section(Runnable task) {
            this.task = task;
        }

        @Override
        public @Nullable Void get() {
            begun = true;
            task.run();
            return null;
        }
    }
}
