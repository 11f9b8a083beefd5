package org.cqrsjakarta.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servlet filters are told of a request for events, and what is said of those that hold its response back. */
class ServletFilteringTest {

    private static final Logger LOGGER = Logger.getLogger("org.cqrsjakarta");

    private final List<String> said = new ArrayList<>();
    private final Handler keeping = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        ServletResponses.sayAgain();
        LOGGER.addHandler(keeping);
    }

    @AfterEach
    void listenNoLonger() {
        ServletResponses.sayAgain();
        LOGGER.removeHandler(keeping);
    }

    /** An object of an interface, of which only this is asked. */
    @FunctionalInterface
    private interface Answers {
        Object to(String method, Object argument);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments == null ? null : arguments[0])));
    }

    private static HttpServletRequest request(Map<String, String> headers) {
        return fake(HttpServletRequest.class, (method, name) -> switch (method) {
            case "getHeader" -> headers.get(name);
            case "getHeaders" -> Collections.enumeration(List.of(headers.get(name)));
            case "getHeaderNames" -> Collections.enumeration(headers.keySet());
            default -> throw new UnsupportedOperationException(method);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "application/json;q=0.5, text/event-stream"})
    void filtersDoNotSeeThatCompressedEventsWouldBeTaken(String accept) {
        HttpServletRequest seen =
                PlainRequest.of(request(Map.of("Accept", accept, "Accept-Encoding", "gzip", "Host", "shop")));
        assertThat(seen.getHeader("accept-encoding")).isNull();
        assertThat(seen.getHeaders("Accept-Encoding").hasMoreElements()).isFalse();
        assertThat(Collections.list(seen.getHeaderNames())).containsExactlyInAnyOrder("Accept", "Host");
        assertThat(seen.getHeader("Host")).isEqualTo("shop");
        assertThat(Collections.list(seen.getHeaders("Host"))).containsExactly("shop");
    }

    @Test
    void anyOtherRequestIsLeftAlone() {
        HttpServletRequest page = request(Map.of("Accept", "text/html", "Accept-Encoding", "gzip"));
        assertThat(PlainRequest.of(page)).isSameAs(page);
        HttpServletRequest plain = request(Map.of("Accept", "text/event-stream"));
        assertThat(PlainRequest.of(plain)).isSameAs(plain);
    }

    private static OutputStream watched(String encoding, boolean committed, OutputStream out) {
        var response = fake(HttpServletResponse.class, (method, name) -> switch (method) {
            case "getHeader" -> encoding;
            case "isCommitted" -> committed;
            default -> throw new UnsupportedOperationException(method);
        });
        return ServletResponses.watched(fake(WriterInterceptorContext.class, (method, name) -> response), out);
    }

    private void deliver(String encoding, boolean committed) throws Exception {
        var received = new ByteArrayOutputStream();
        OutputStream out = watched(encoding, committed, received);
        out.write("data: 1\n\n".getBytes());
        assertThat(said).isEmpty();
        out.flush();
        out.flush();
        assertThat(received.toString()).isEqualTo("data: 1\n\n");
    }

    @Test
    void whoEncodesIsNamedOnce() throws Exception {
        deliver("gzip", true);
        assertThat(said).singleElement().asString().startsWith("CQRS00405").contains("'gzip'");
        said.clear();
        deliver("gzip", true);
        assertThat(said).isEmpty();
    }

    @Test
    void whoHoldsBackIsNamedOnce() throws Exception {
        deliver(null, false);
        assertThat(said).singleElement().asString().startsWith("CQRS00406");
    }

    @Test
    void whoLetsFramesPassIsNot() throws Exception {
        deliver(null, true);
        assertThat(said).isEmpty();
    }
}
