package org.cqrsjakarta.internal.wire;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.TimeoutHandler;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A suspended response that writes its entity on the thread that resumes it, as servers do. */
public class FakeResponse implements AsyncResponse {

    private final OutputStream out;
    private final boolean isOver;
    private CompletionCallback callback;

    /** The server takes its time until this is open. */
    public volatile CountDownLatch gate = new CountDownLatch(0);

    public volatile Response resumed;

    /** The server has it back. */
    public volatile boolean over;

    public FakeResponse(OutputStream out, boolean isOver) {
        this.out = out;
        this.isOver = isOver;
    }

    @Override
    public boolean resume(Object response) {
        if (isOver) {
            return false;
        }
        resumed = (Response) response;
        await(gate);
        try {
            if (resumed.getEntity() instanceof StreamingOutput entity) {
                entity.write(out);
            }
            ended(null);
        } catch (IOException e) {
            ended(e);
        }
        return true;
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended(Throwable failure) {
        over = true;
        if (callback != null) {
            callback.onComplete(failure);
        }
    }

    @Override
    public Collection<Class<?>> register(Object callback) {
        this.callback = (CompletionCallback) callback;
        return List.of();
    }

    @Override
    public boolean resume(Throwable response) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean cancel() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean cancel(int retryAfter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean cancel(Date retryAfter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isSuspended() {
        return resumed == null;
    }

    @Override
    public boolean isCancelled() {
        return isOver;
    }

    @Override
    public boolean isDone() {
        return resumed != null;
    }

    @Override
    public boolean setTimeout(long time, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setTimeoutHandler(TimeoutHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Collection<Class<?>> register(Class<?> callback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<Class<?>, Collection<Class<?>>> register(Class<?> callback, Class<?>... callbacks) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<Class<?>, Collection<Class<?>>> register(Object callback, Object... callbacks) {
        throw new UnsupportedOperationException();
    }
}
