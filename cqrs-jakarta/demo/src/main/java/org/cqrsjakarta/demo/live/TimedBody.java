package org.cqrsjakarta.demo.live;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response as a stream with a read timeout, which the HTTP client of the JDK does not have: its timeout
 * ends with the headers. At most one piece of the body waits here while another one is read. Reading is for one thread;
 * {@link #close} is for any, aborts the transfer and ends a read under way.
 */
final class TimedBody extends InputStream implements BodySubscriber<InputStream> {

    /** Put behind the last piece: the end, the failure, or {@link #close}. */
    private static final List<ByteBuffer> END = List.of();

    private final String where;
    private final Duration timeout;
    private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
    private final Queue<ByteBuffer> current = new ArrayDeque<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private boolean ended;

    /**
     * Prepares a body.
     *
     * @param where   what is read, for messages
     * @param timeout how long a read waits for the next byte
     */
    TimedBody(String where, Duration timeout) {
        this.where = where;
        this.timeout = timeout;
    }

    /** At once, not at the end of the body. */
    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription granted) {
        // When close() came first, this cancels at once.
        subscription.complete(granted);
        granted.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        arrived.add(piece);
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        arrived.add(END);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (current.isEmpty()) {
            if (!nextPiece()) {
                return -1;
            }
        }
        ByteBuffer bytes = current.element();
        int read = Math.min(length, bytes.remaining());
        bytes.get(buffer, offset, read);
        if (!bytes.hasRemaining()) {
            current.remove();
        }
        return read;
    }

    @Override
    public void close() {
        closed = true;
        var unused = subscription.thenAccept(Flow.Subscription::cancel);
        arrived.add(END);
    }

    @SuppressWarnings("ReferenceEquality") // Another empty list is not the end.
    private boolean nextPiece() throws IOException {
        if (ended) {
            return false;
        }
        var piece = await();
        if (closed) {
            throw new IOException(where + " was closed while it was read");
        }
        if (piece == END) {
            var cause = failure;
            if (cause != null) {
                throw new IOException(where + " broke off: " + cause.getMessage(), cause);
            }
            ended = true;
            return false;
        }
        piece.stream().filter(ByteBuffer::hasRemaining).forEach(current::add);
        subscription.join().request(1);
        return true;
    }

    private List<ByteBuffer> await() throws IOException {
        try {
            var piece = arrived.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (piece == null) {
                close();
                throw new SocketTimeoutException(where + " has sent nothing for " + timeout);
            }
            return piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException(where + " was interrupted while it was read", e);
        }
    }
}
