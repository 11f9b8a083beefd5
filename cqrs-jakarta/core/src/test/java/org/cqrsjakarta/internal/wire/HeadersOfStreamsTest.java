package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that gives a response its headers when the first comes through a stream of its own, as RESTEasy's
 * {@code CommitHeaderOutputStream}: on Open Liberty streams had no {@code Content-Type}, and browsers refused them.
 */
class HeadersOfStreamsTest {

    private final List<Object> parts = new ArrayList<>();
    private final ByteArrayOutputStream client = new ByteArrayOutputStream();
    private OutputStream entityStream = client;
    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    private MultivaluedMap<String, Object> sent = new MultivaluedHashMap<>();
    private final LiveEntity entity = new LiveEntity(to -> {
        try {
            to.write(":\n".getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    });

    HeadersOfStreamsTest() {
        StraightOut.registerIn(of(FeatureContext.class, Map.of("register", one -> {
            parts.add(one);
            return null;
        })));
        headers.putSingle("Content-Type", "text/event-stream");
        headers.putSingle("Content-Encoding", "gzip");
    }

    @FunctionalInterface
    private interface Method {
        Object call(Object argument) throws IOException;
    }

    /** A stand-in that has these methods. */
    private static <T> T of(Class<T> type, Map<String, Method> methods) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Method found = methods.get(method.getName());
                    return found == null ? null : found.call(arguments == null ? null : arguments[0]);
                }));
    }

    private void filtered() throws IOException {
        ContainerRequestContext request = of(ContainerRequestContext.class, Map.of());
        ContainerResponseContext response = of(
                ContainerResponseContext.class,
                Map.of(
                        "getEntity", none -> entity,
                        "getHeaders", none -> headers,
                        "getEntityStream", none -> entityStream,
                        "setEntityStream",
                                to -> {
                                    entityStream = (OutputStream) to;
                                    return null;
                                }));
        for (Object part : parts) {
            if (part instanceof ContainerResponseFilter filter) {
                filter.filter(request, response);
            }
        }
    }

    /** Around what filters have left, as the server does. */
    private void written(OutputStream inside) throws IOException {
        OutputStream ofServer = new FilterOutputStream(inside) {
            @Override
            public void flush() throws IOException {
                sent = new MultivaluedHashMap<>(headers);
                super.flush();
            }
        };
        WriterInterceptorContext context = of(
                WriterInterceptorContext.class,
                Map.of(
                        "getEntity", none -> entity,
                        "getHeaders", none -> headers,
                        "getOutputStream", none -> ofServer));
        for (Object part : parts) {
            if (part instanceof WriterInterceptor interceptor) {
                interceptor.aroundWriteTo(context);
            }
        }
    }

    @Test
    void areThereWhenTheFirstFrameIs() throws IOException {
        filtered();
        written(entityStream);
        assertThat(client.toString(US_ASCII)).isEqualTo(":\n");
        assertThat(sent).containsOnlyKeys("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamOfAFiltersThatCannotBeFlushedHoldsNothingUp(boolean checked) throws IOException {
        filtered();
        written(new OutputStream() {
            @Override
            public void write(int one) {
                throw new AssertionError("Nothing is written here");
            }

            @Override
            public void flush() throws IOException {
                if (checked) {
                    throw new IOException("closed");
                }
                throw new IllegalStateException("closed");
            }
        });
        assertThat(client.toString(US_ASCII)).isEqualTo(":\n");
    }
}
