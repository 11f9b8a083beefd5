package org.cqrsjakarta.benchmarks;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A suspended response that writes its entity on the thread that resumes it, as servers do, to nowhere. */
final class WrittenResponse {

    private final Counter out = new Counter();
    private @Nullable CompletionCallback callback;

    /** As a resource method gets it. */
    AsyncResponse suspended() {
        return (AsyncResponse) Proxy.newProxyInstance(
                WrittenResponse.class.getClassLoader(), new Class<?>[] {AsyncResponse.class}, this::called);
    }

    private Object called(Object proxy, Method method, Object[] arguments) throws IOException {
        return switch (method.getName()) {
            case "register" -> {
                callback = (CompletionCallback) arguments[0];
                yield List.of();
            }
            case "resume" -> {
                write((StreamingOutput) ((Response) arguments[0]).getEntity());
                CompletionCallback told = callback;
                if (told != null) {
                    told.onComplete(null);
                }
                yield true;
            }
            case "isSuspended" -> true;
            case "isDone", "isCancelled" -> false;
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    void write(StreamingOutput entity) throws IOException {
        entity.write(out);
    }

    /** Number of bytes. */
    long written() {
        return out.bytes;
    }

    private static final class Counter extends OutputStream {

        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes += length;
        }
    }
}
