package org.cqrsjakarta.internal.wire;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStream;
import org.cqrsjakarta.internal.wire.StraightOut.Way;
import org.jspecify.annotations.Nullable;

/** An entity that is written for as long as its response goes on; it keeps itself where that response leads. */
final class LiveEntity implements StreamingOutput {

    private final Body body;

    /** Of the thread that answers, and the one that it has write. */
    private volatile @Nullable Way way;

    /** Writes it. */
    @FunctionalInterface
    interface Body {

        void write(OutputStream to);
    }

    LiveEntity(Body body) {
        this.body = body;
    }

    void leadTo(Way client) {
        way = client;
    }

    /** {@code null}: what the server gives it leads to the client. */
    @Nullable
    Way way() {
        return way;
    }

    @Override
    public void write(OutputStream to) {
        body.write(to);
    }
}
