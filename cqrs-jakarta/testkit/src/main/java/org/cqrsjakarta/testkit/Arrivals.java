package org.cqrsjakarta.testkit;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A response as it arrives at a client that reads at once, without a network between them. */
final class Arrivals extends OutputStream {

    private final Monitor monitor = new Monitor();
    private final EventStreamParser parser = new EventStreamParser();
    private final List<Frame> frames = new ArrayList<>();
    private @Nullable Response begun;
    private boolean ended;
    private boolean left;
    private int taken;

    void begin(Response response) {
        monitor.locked(() -> begun = response);
    }

    void end() {
        monitor.locked(() -> ended = true);
    }

    /** The client closes the connection: from now on nothing can be written. */
    void leave() {
        monitor.locked(() -> left = true);
    }

    boolean isEnded() {
        return monitor.locked(() -> ended);
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
        Response response = monitor.await(() -> begun != null || ended, () -> begun, () -> "no response has begun");
        if (response == null) {
            throw new IllegalStateException("The response has ended without having begun");
        }
        return response;
    }

    List<Frame> awaitEnd() {
        return monitor.await(
                () -> ended, () -> List.copyOf(frames), () -> "the response has not ended, after " + frames);
    }

    /** The next frame that was not taken yet; {@code null} at the end. */
    @Nullable
    Frame take() {
        return monitor.await(
                () -> taken < frames.size() || ended,
                () -> taken < frames.size() ? frames.get(taken++) : null,
                () -> "no further frame has arrived, after " + frames);
    }

    List<Frame> soFar() {
        return monitor.locked(() -> List.copyOf(frames));
    }
}
