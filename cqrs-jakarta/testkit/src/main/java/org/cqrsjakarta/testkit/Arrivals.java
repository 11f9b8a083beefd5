package org.cqrsjakarta.testkit;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cqrsjakarta.internal.wire.Bell;
import org.jspecify.annotations.Nullable;

/** A response as it arrives at a client that reads at once, without a network between them. */
final class Arrivals extends OutputStream {

    /** So long somebody who does not come to rest is waited for. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Monitor monitor = new Monitor();
    private final EventStreamParser parser = new EventStreamParser();
    private final List<Frame> frames = new ArrayList<>();
    private @Nullable Response begun;
    private @Nullable Thread writing;
    private boolean isWritten;
    private boolean isTold;
    private boolean left;
    private int taken;

    void begin(Response response) {
        monitor.locked(() -> {
            writing = Thread.currentThread();
            begun = response;
            return response;
        });
    }

    /**
     * Waits until whoever writes has written all that there is: then it waits for more. What was to go out at a time that
     * the clock has reached meanwhile is on its way on a thread of its own.
     */
    private void awaitQuiet() {
        monitor.await(() -> hasEnded() || begun != null, () -> writing, () -> "no response has begun");
        Thread thread = monitor.locked(() -> writing);
        long begin = System.nanoTime();
        while (thread != null && !isEnded() && !isQuiet(thread) && System.nanoTime() - begin < LONGEST_NANOS) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean isQuiet(Thread thread) {
        return switch (thread.getState()) {
            case TERMINATED -> true;
            case WAITING -> LockSupport.getBlocker(thread) instanceof Bell;
            default -> false;
        };
    }

    /** The server has ended the response. */
    void end() {
        monitor.locked(() -> isWritten = true);
    }

    /** The application has been told of the end, which it is a moment after the client. */
    void told() {
        monitor.locked(() -> isTold = true);
    }

    /** The client closes the connection: from now on nothing can be written. */
    void leave() {
        awaitQuiet();
        monitor.locked(() -> left = true);
    }

    boolean isEnded() {
        return monitor.locked(this::hasEnded);
    }

    /** Under the lock: whoever has seen the end finds its result. */
    private boolean hasEnded() {
        return isWritten && isTold;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        boolean arrived = monitor.locked(() -> {
            if (!left) {
                frames.addAll(parser.feed(bytes, offset, length));
            }
            return !left;
        });
        if (!arrived) {
            throw new IOException("The client has left");
        }
    }

    /** Status and headers, as soon as there are any. */
    Response awaitBegin() {
        Response response =
                monitor.await(() -> begun != null || hasEnded(), () -> begun, () -> "no response has begun");
        if (response == null) {
            throw new IllegalStateException("The response has ended without having begun");
        }
        return response;
    }

    List<Frame> awaitEnd() {
        return monitor.await(
                this::hasEnded, () -> List.copyOf(frames), () -> "the response has not ended, after " + frames);
    }

    /** The next frame that was not taken yet; {@code null} at the end. */
    @Nullable
    Frame take() {
        return monitor.await(
                () -> taken < frames.size() || hasEnded(),
                () -> taken < frames.size() ? frames.get(taken++) : null,
                () -> "no further frame has arrived, after " + frames);
    }

    /** All that has arrived when nothing is on its way any more. */
    List<Frame> soFar() {
        awaitQuiet();
        return monitor.locked(() -> List.copyOf(frames));
    }
}
