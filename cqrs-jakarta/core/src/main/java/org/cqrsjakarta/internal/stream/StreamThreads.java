package org.cqrsjakarta.internal.stream;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The threads of one stream, each within the stream's contexts. */
final class StreamThreads {

    private final StreamEngine engine;
    private final String stream;
    private final StreamContext context;

    /**
     * Prepares them; none is started yet.
     *
     * @param engine  starts them
     * @param stream  id of the stream, which names them
     * @param context of the stream
     */
    StreamThreads(StreamEngine engine, String stream, StreamContext context) {
        this.engine = engine;
        this.stream = stream;
        this.context = context;
    }

    /** Starts a thread that runs a handler. */
    Thread start(Runnable task) {
        return engine.threads().start("cqrs-stream-" + stream, () -> within(context, task));
    }

    /** Starts one that runs an observer, in a request context of its own: CDI's are not made for several at once. */
    Thread startObserving(Runnable task) {
        StreamContext own = context.another();
        return engine.threads().start("cqrs-observers-" + stream, () -> {
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
        } catch (RuntimeException e) {
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
