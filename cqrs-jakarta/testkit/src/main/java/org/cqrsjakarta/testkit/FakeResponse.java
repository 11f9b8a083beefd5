package org.cqrsjakarta.testkit;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.TimeoutHandler;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A suspended response that writes its entity on the thread that resumes it, as servers do. */
final class FakeResponse implements AsyncResponse {

    private final Arrivals client;
    private final List<CompletionCallback> callbacks = new CopyOnWriteArrayList<>();
    private final AtomicBoolean resumed = new AtomicBoolean();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    FakeResponse(Arrivals client) {
        this.client = client;
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public boolean resume(Object response) {
        if (!resumed.compareAndSet(false, true)) {
            return false;
        }
        Throwable failure = null;
        try {
            if (cancelled.get()) {
                return false;
            }
            Response answer = response instanceof Response built
                    ? built
                    : Response.ok(response).build();
            client.begin(answer);
            write(answer.getEntity());
        } catch (IOException | RuntimeException e) {
            failure = e;
        } finally {
            ended(failure);
            client.end();
        }
        return true;
    }

    @Override
    public boolean resume(Throwable response) {
        return resume((Object) Response.serverError().build());
    }

    @Override
    public boolean cancel() {
        if (cancelled.compareAndSet(false, true)) {
            ended(new IOException("The connection was lost"));
        }
        return true;
    }

    @Override
    public boolean cancel(int retryAfter) {
        return cancel();
    }

    @Override
    public boolean cancel(Date retryAfter) {
        return cancel();
    }

    @Override
    public Collection<Class<?>> register(Object callback) {
        if (callback instanceof CompletionCallback completion) {
            callbacks.add(completion);
            return List.of(CompletionCallback.class);
        }
        return List.of();
    }

    @Override
    public boolean isSuspended() {
        return !isDone();
    }

    @Override
    public boolean isCancelled() {
        return cancelled.get();
    }

    @Override
    public boolean isDone() {
        return resumed.get() || cancelled.get();
    }

    @Override
    public boolean setTimeout(long time, TimeUnit unit) {
        return isSuspended();
    }

    @Override
    public void setTimeoutHandler(TimeoutHandler handler) {
        // The response never times out.
    }

    @Override
    public Collection<Class<?>> register(Class<?> callback) {
        return List.of();
    }

    @Override
    public Map<Class<?>, Collection<Class<?>>> register(Class<?> callback, Class<?>... callbacks) {
        return Map.of();
    }

    @Override
    public Map<Class<?>, Collection<Class<?>>> register(Object callback, Object... callbacks) {
        register(callback);
        List.of(callbacks).forEach(this::register);
        return Map.of();
    }

    private void write(@Nullable Object entity) throws IOException {
        if (entity instanceof StreamingOutput output) {
            output.write(client);
        } else if (entity != null) {
            throw new IllegalStateException(
                    "The entity is a '" + entity.getClass().getName() + "', a StreamingOutput is expected");
        }
    }

    private void ended(@Nullable Throwable failure) {
        callbacks.forEach(callback -> callback.onComplete(failure));
    }
}
