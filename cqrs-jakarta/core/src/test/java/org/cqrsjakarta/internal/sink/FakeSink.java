package org.cqrsjakarta.internal.sink;

import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.rest.StreamSummary;

/** A sink that completes its stages at once, late or never; each by a test's wish. */
public final class FakeSink implements SseEventSink {

    /** How a sink treats what is sent. */
    public enum Kind {
        /** As Jersey's does. */
        AT_ONCE,
        /** As RESTEasy's may; when the test says so. */
        LATE,
        /** The calling thread waits for a client that does not read. */
        BLOCKING
    }

    private final Kind kind;
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile RuntimeException refusal;
    private volatile Throwable failure;
    private volatile boolean closed;
    private volatile boolean arrives;
    public final AtomicInteger closings = new AtomicInteger();
    public volatile Thread sender;
    public volatile boolean interrupted;
    public CompletionStage<StreamSummary> result;

    public FakeSink(Kind kind) {
        this.kind = kind;
    }

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
        if (inside.incrementAndGet() != 1) {
            throw new AssertionError("two threads send at once");
        }
        try {
            sender = Thread.currentThread();
            if (refusal != null) {
                throw refusal;
            }
            if (failure != null) {
                return CompletableFuture.failedStage(failure);
            }
            if (closed) {
                throw new IllegalStateException("the sink is closed");
            }
            frames.add(FakeSse.frameOf(event));
            return underWay();
        } finally {
            inside.decrementAndGet();
        }
    }

    private CompletionStage<Void> underWay() {
        if (kind == Kind.LATE && !arrives) {
            CompletableFuture<Void> stage = new CompletableFuture<>();
            synchronized (underWay) {
                underWay.add(stage);
            }
            return stage.minimalCompletionStage();
        }
        if (kind == Kind.BLOCKING) {
            try {
                if (!never.await(20, TimeUnit.SECONDS)) {
                    throw new AssertionError("nobody has given up");
                }
            } catch (InterruptedException e) {
                interrupted = true;
                return CompletableFuture.failedStage(e);
            }
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        closings.incrementAndGet();
    }

    /** From now on it says that it is closed, as when the server has noticed that the client is gone. */
    public void closedByTheServer() {
        closed = true;
    }

    public void refuse(RuntimeException with) {
        refusal = with;
    }

    public void fail(Throwable with) {
        failure = with;
    }

    /** So many have arrived, the oldest first. */
    public void arrive(int events) {
        for (int i = 0; i < events; i++) {
            take().complete(null);
        }
    }

    /** Whatever is under way has arrived, and so has what comes. */
    public void arriveFromNowOn() {
        arrives = true;
        arrive(eventsUnderWay());
    }

    public void failUnderWay(Throwable with) {
        take().completeExceptionally(with);
    }

    private CompletableFuture<Void> take() {
        // What was sent is under way a moment later.
        until(() -> eventsUnderWay() > 0, () -> "an event is under way");
        synchronized (underWay) {
            return underWay.remove();
        }
    }

    public int eventsUnderWay() {
        synchronized (underWay) {
            return underWay.size();
        }
    }

    public List<String> frames() {
        return List.copyOf(frames);
    }

    public String text() {
        return String.join("", frames);
    }

    /** Data of the items. */
    public List<String> items() {
        return Stream.of(text().split("\n\n"))
                .filter(frame -> frame.contains("event: item\n"))
                .map(frame -> frame.substring(frame.indexOf("data: ") + 6))
                .toList();
    }

    public void await(String part) {
        until(() -> text().contains(part), () -> "'" + part + "' in " + text());
    }

    public void awaitSent(int events) {
        until(() -> frames.size() >= events, () -> events + " events in " + text());
    }

    public void awaitClosed() {
        until(() -> closings.get() > 0, () -> "closed, after " + text());
    }
}
