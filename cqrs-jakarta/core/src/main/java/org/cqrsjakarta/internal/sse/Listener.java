package org.cqrsjakarta.internal.sse;

import org.jspecify.annotations.Nullable;

/** Who listens to an open stream: a response on this node, or another node. */
interface Listener {

    /** Position of the last item that it has got. */
    long from();

    /** What it reads from now on; {@code null}: nothing, since that is not here any more. */
    void reads(@Nullable JournalReader begun);

    /** What it reads; {@code null} before it does, and where it was refused. */
    @Nullable
    JournalReader reader();

    /** Another one is there in its place: it gets nothing more. */
    void cut();
}
