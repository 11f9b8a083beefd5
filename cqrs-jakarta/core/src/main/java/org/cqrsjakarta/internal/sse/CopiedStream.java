package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cqrsjakarta.internal.chain.KeyText;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.DeliveryLog;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.jspecify.annotations.Nullable;

/** A stream of this node of which others have a copy: always, or while their clients listen. */
final class CopiedStream implements StreamShare {

    private final DeliveryContext delivery;
    private final NodeStreams nodes;
    private final OpenStream stream;
    private final StreamCopy copy;
    private final Consumer<OpenStream> forget;

    /** How often others have begun to listen that nobody has served yet; the first has somebody begin. */
    private final AtomicInteger asked = new AtomicInteger();

    /** That the last of them has reached. */
    private volatile long position;

    private volatile @Nullable RemoteListener serving;

    /**
     * Begins it.
     *
     * @param forget is told when nothing of it is wanted any more
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
        this.position = position;
        RemoteListener now = serving;
        if (now != null) {
            now.joined(position);
        }
        if (asked.getAndIncrement() == 0) {
            begin();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void begin() {
        try {
            var unused = delivery.threads().start("cqrs-copy-" + stream.id(), this::serve);
        } catch (RuntimeException | Error e) {
            // Who listens asks again. It takes as long as the stream, so nobody else's thread is to do it.
            asked.set(0);
            DeliveryLog.LOG.debug("No thread to copy a stream", e);
        }
    }

    /** One serves all. Who comes while it finds that nobody is there any more is served by the next. */
    private void serve() {
        try {
            int served;
            do {
                served = asked.get();
                Duration poll = nodes.rules().poll();
                serving = new RemoteListener(stream, copy, position, delivery.time(), poll);
                serving.run();
            } while (asked.addAndGet(-served) > 0);
        } catch (RuntimeException | Error e) {
            asked.set(0);
            throw e;
        }
    }

    @Override
    public void catchUp() {
        copy.catchUp();
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
