package org.cqrsjakarta.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.cqrsjakarta.StreamRequest;

/** The bytes of a whole delivery, as a server sends them. */
final class RawDelivery {

    private static final int MUST_END_SECONDS = 30;

    private RawDelivery() {}

    static byte[] of(TestApplication app, StreamRequest<?> request) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        InvocationHandler response = (proxy, method, arguments) -> switch (method.getName()) {
            case "resume" -> write(arguments[0], body);
            case "register" -> List.of();
            default -> throw new UnsupportedOperationException(method.toString());
        };
        AsyncResponse suspended = (AsyncResponse) Proxy.newProxyInstance(
                RawDelivery.class.getClassLoader(), new Class<?>[] {AsyncResponse.class}, response);
        try {
            ServedRequest.begin(null);
            app.mediator().deliver(request, suspended).toCompletableFuture().get(MUST_END_SECONDS, SECONDS);
        } catch (Exception e) {
            throw new AssertionError("The delivery of " + request + " has not completed", e);
        }
        return body.toByteArray();
    }

    private static boolean write(Object response, ByteArrayOutputStream body) throws IOException {
        ((StreamingOutput) ((Response) response).getEntity()).write(body);
        return true;
    }
}
