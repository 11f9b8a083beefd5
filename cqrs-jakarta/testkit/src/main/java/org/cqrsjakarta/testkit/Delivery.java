package org.cqrsjakarta.testkit;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.rest.SseMediator;
import org.cqrsjakarta.rest.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * A stream on its way to a client, without a server: what {@link TestApplication#deliver} gives. The client reads at
 * once, and keeps all frames. Callable from any thread.
 *
 * <p>While the clock stands still, an item waits in the response's buffer for the end of its millisecond: the client gets
 * it when {@link TestApplication#clock} is turned, when an event that is no item follows, or when the buffer is full.
 *
 * <p>What waits does so for 30 seconds at most, and then ends in an {@link AssertionError} that tells how far the stream
 * has come.
 */
public final class Delivery implements AutoCloseable {

    private final Arrivals client;
    private final FakeResponse response;
    private final CompletionStage<StreamSummary> result;

    private Delivery(Arrivals client, FakeResponse response, CompletionStage<StreamSummary> result) {
        this.client = client;
        this.response = response;
        this.result = result;
    }

    static Delivery start(SseMediator mediator, StreamRequest<?> request, @Nullable String lastEventId) {
        Arrivals client = new Arrivals();
        FakeResponse response = new FakeResponse(client);
        ServedRequest.begin(lastEventId);
        CompletionStage<StreamSummary> result = mediator.deliver(request, response);
        var unused = result.whenComplete((summary, failure) -> client.told());
        return new Delivery(client, response, result);
    }

    /** Status of the response; waits until that has begun. */
    public int status() {
        return client.awaitBegin().getStatus();
    }

    /**
     * A header of the response; waits until that has begun.
     *
     * @return {@code null} if it has no such header
     */
    public @Nullable String header(String name) {
        return client.awaitBegin().getHeaderString(name);
    }

    /**
     * Waits for the next frame.
     *
     * @return {@code null} at the end of the response
     */
    public @Nullable Frame next() {
        return client.take();
    }

    /** The same, but passes over frames that are no events. */
    public @Nullable Frame nextEvent() {
        Frame frame = next();
        while (frame != null && !frame.isEvent()) {
            frame = next();
        }
        return frame;
    }

    /**
     * Waits for the end of the response, and until {@link #result} is complete.
     *
     * @return all frames from the first on, those that were given out before included
     */
    public List<Frame> frames() {
        return client.awaitEnd();
    }

    /** All frames that have arrived; what the server is writing just now is waited for. */
    public List<Frame> recorded() {
        return client.soFar();
    }

    /** What {@link SseMediator#deliver} returned. It is complete when the end of the response was given out. */
    public CompletionStage<StreamSummary> result() {
        return result;
    }

    /**
     * The client leaves, with what the server has written by now. As over a network, that is noticed at the next write, be
     * it a heartbeat. Has no effect after the end.
     */
    @Override
    public void close() {
        client.leave();
    }

    /** The connection is lost, and the server notices at once. Waits for the end. */
    void breakOff() {
        if (!client.isEnded()) {
            client.leave();
            response.cancel();
            client.awaitEnd();
        }
    }
}
