package org.cqrsjakarta.internal.sse;

import org.jspecify.annotations.Nullable;

/** What other nodes have of an open stream. */
interface StreamShare {

    /** Nothing. */
    StreamShare NONE = new StreamShare() {

        @Override
        public boolean release() {
            return true;
        }

        @Override
        public void listenedToElsewhere(long position) {}

        @Override
        public void catchUp() {}

        @Override
        public void end() {}

        @Override
        public @Nullable String textOf(@Nullable Object key) {
            return null;
        }
    };

    /** Brings it up to date, and has readers take that; {@code false} if another node goes on with the stream. */
    boolean release();

    /** Somebody who has reached this position listens on another node. */
    void listenedToElsewhere(long position);

    /** Others have an old state of it, perhaps, and can be given a newer one. Waits for nobody. */
    void catchUp();

    /** Nothing of the stream is wanted on this node any more. */
    void end();

    /** What other nodes tell an item by; {@code null} if they need not. */
    @Nullable
    String textOf(@Nullable Object key);
}
