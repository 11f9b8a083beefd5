package org.cqrsjakarta.internal.sse;

import java.util.function.Consumer;
import org.cqrsjakarta.internal.chain.KeyText;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.jspecify.annotations.Nullable;

/** A stream of this node of which others have a copy: always, or while their clients listen. */
final class CopiedStream implements StreamShare {

    private final DeliveryContext delivery;
    private final NodeStreams nodes;
    private final OpenStream stream;
    private final StreamCopy copy;
    private final Consumer<OpenStream> forget;

    /** Under the lock: how often others have begun to listen, and whether somebody serves them. */
    private int asked;

    private boolean isServing;

    /**
     * Begins it.
     *
     * @param forget     is told when nothing of it is wanted any more
     */
    CopiedStream(
            DeliveryContext delivery,
            NodeStreams nodes,
            OpenStream stream,
            StreamCopy copy,
            Consumer<OpenStream> forget) {
        this.delivery = delivery;
        this.nodes = nodes;
        this.stream = stream;
        this.copy = copy;
        this.forget = forget;
    }

    @Override
    public boolean release() {
        return nodes.keepsJournals() ? copy.release() : !copy.isElsewhere();
    }

    @Override
    public void listenedToElsewhere(long position) {
        synchronized (this) {
            asked++;
            if (isServing) {
                return;
            }
            isServing = true;
        }
        delivery.threads().startOrRun("cqrs-copy-" + stream.id(), () -> serve(position));
    }

    /** One serves all. Who comes while it finds that nobody is there any more is served by the next. */
    private void serve(long position) {
        int before = -1;
        try {
            while (!isServed(before)) {
                before = asked();
                new RemoteListener(
                                stream,
                                copy,
                                position,
                                delivery.time(),
                                nodes.rules().poll())
                        .run();
            }
        } catch (RuntimeException | Error e) {
            var unused = isServed(asked());
            throw e;
        }
    }

    private int asked() {
        synchronized (this) {
            return asked;
        }
    }

    private boolean isServed(int before) {
        synchronized (this) {
            isServing = asked != before;
            return !isServing;
        }
    }

    @Override
    public void end() {
        forget.accept(stream);
        if (!delivery.registry().isStopping()) {
            copy.remove();
        }
    }

    @Override
    public @Nullable String textOf(@Nullable Object key) {
        return key == null ? null : KeyText.of(key).orElse(null);
    }
}
