package org.cqrsjakarta.internal.stream;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The contexts in which the handlers of one stream run: request context, security identity and class loader of the
 * caller (design 5, rule 6).
 */
public interface StreamContext {

    /** For a stream whose whole run is inside of a context already. */
    StreamContext ENCLOSING = new StreamContext() {
        @Override
        public <T extends @Nullable Object> T call(Supplier<T> section) {
            return section.get();
        }

        @Override
        public StreamContext another() {
            return this;
        }

        @Override
        public void end() {}
    };

    /**
     * Runs a section of the stream in its contexts, on this thread.
     *
     * @return what the section returned
     */
    <T extends @Nullable Object> T call(Supplier<T> section);

    /**
     * Has a consumer that is called within a section run in the request that is active on this thread now, before the
     * section: whoever consumes a stream within a request of their own finds that, whichever way they consume.
     *
     * @param consumer is to be called on this thread
     * @return the consumer itself where no other request is active than the stream's
     */
    default <R> Consumer<? super R> outside(Consumer<? super R> consumer) {
        return consumer;
    }

    /** The same caller, with a request context of its own where the stream has one of its own; to be ended apart. */
    StreamContext another();

    /** The stream has ended: what was created for it alone is destroyed, when no section runs any more. */
    void end();
}
