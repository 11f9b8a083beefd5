package org.cqrsjakarta.internal.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NoContentException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLimitsTest {

    private static final int LIMIT = 10;

    private final BodyLimit bodies = new BodyLimit(LIMIT);
    private final QueryLimit queries = new QueryLimit(LIMIT);
    private final AtomicReference<InputStream> decoded = new AtomicReference<>(body(0));

    private static InputStream body(int length) {
        return new ByteArrayInputStream("x".repeat(length).getBytes(UTF_8));
    }

    private static void assertTooLong(Response refused) {
        assertThat(refused.getStatus()).isEqualTo(413);
        assertThat(refused.getMediaType()).hasToString("application/problem+json");
        assertThat(Requests.problem(refused).getString("detail"))
                .isEqualTo("The body is longer than 10 bytes, the most allowed (cqrs.http.body-limit)");
    }

    /** What a chain of interceptors shows to ours; {@code reader} is the rest of it. */
    private ReaderInterceptorContext reading(Callable<Object> reader) {
        return (ReaderInterceptorContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ReaderInterceptorContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getInputStream" -> decoded.get();
                    case "setInputStream" -> {
                        decoded.set((InputStream) arguments[0]);
                        yield null;
                    }
                    case "getMediaType" -> MediaType.valueOf("application/json;charset=UTF-8");
                    case "proceed" -> reader.call();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "4294967297", "9223372036854775807"})
    void aBodyAnnouncedAsTooLongIsRefusedUnread(String length) {
        ContainerRequest request = Requests.of("POST", "prices", "Content-Length", length);
        request.setEntityStream(new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("was read");
            }
        });
        bodies.filter(request);
        assertTooLong(request.getAbortResponse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "0"})
    void aBodyAsLongAsTheLimitIsRead(String length) throws IOException {
        ContainerRequest request = Requests.of("POST", "prices", "Content-Length", length);
        request.setEntityStream(body(Integer.parseInt(length)));
        bodies.filter(request);
        assertThat(request.getAbortResponse()).isNull();
        assertThat(request.getEntityStream().readAllBytes()).hasSize(Integer.parseInt(length));
    }

    @Test
    void aBodyThatAnnouncesNothingIsCounted() {
        ContainerRequest request = Requests.of("POST", "prices");
        request.setEntityStream(body(LIMIT + 1));
        bodies.filter(request);
        assertThat(request.getAbortResponse()).isNull();
        InputStream counted = request.getEntityStream();
        assertTooLong(catchThrowableOfType(WebApplicationException.class, counted::readAllBytes)
                .getResponse());
    }

    @Test
    void bytesAreCountedHoweverTheyAreRead() throws IOException {
        InputStream counted = new LimitedStream(body(100), LIMIT);
        assertThat(counted.read()).isEqualTo('x');
        assertThat(counted.read(new byte[4])).isEqualTo(4);
        assertThat(counted.skip(4)).isEqualTo(4);
        assertThat(counted.markSupported()).isFalse();
        assertThat(counted.read()).isEqualTo('x');
        assertThatThrownBy(counted::read).isInstanceOf(BodyTooLongException.class);
        assertThatThrownBy(() -> new LimitedStream(body(100), LIMIT).skip(11)).isInstanceOf(BodyTooLongException.class);
        assertThatThrownBy(() -> new LimitedStream(body(100), LIMIT).read(new byte[11]))
                .isInstanceOf(BodyTooLongException.class);
    }

    @Test
    void whatIsUnpackedWhileReadingCounts() {
        decoded.set(body(LIMIT + 1));
        var context = reading(() -> decoded.get().readAllBytes());
        assertTooLong(catchThrowableOfType(WebApplicationException.class, () -> bodies.aroundReadFrom(context))
                .getResponse());
    }

    @Test
    void aReaderThatWrapsWhatItMeetsDoesNotHideIt() {
        decoded.set(body(LIMIT + 1));
        var context = reading(() -> {
            try {
                return decoded.get().readAllBytes();
            } catch (BodyTooLongException e) {
                throw new ProcessingException(new JsonbException("reading", e));
            }
        });
        assertTooLong(catchThrowableOfType(WebApplicationException.class, () -> bodies.aroundReadFrom(context))
                .getResponse());
        decoded.set(body(LIMIT + 1));
        var asConnection = reading(() -> {
            try {
                return decoded.get().readAllBytes();
            } catch (BodyTooLongException e) {
                throw new IOException(e);
            }
        });
        assertTooLong(catchThrowableOfType(WebApplicationException.class, () -> bodies.aroundReadFrom(asConnection))
                .getResponse());
    }

    /** As nesting of nine thousand levels, or a number of two thousand digits. */
    @Test
    void whatAHostileBodyDoesToAReaderIsTheClientsFault() {
        for (Callable<Object> reader : List.<Callable<Object>>of(
                () -> {
                    throw new StackOverflowError();
                },
                () -> {
                    throw new UnsupportedOperationException("com.acme.Secret: scale");
                })) {
            var context = reading(reader);
            var refused = catchThrowableOfType(WebApplicationException.class, () -> bodies.aroundReadFrom(context));
            assertThat(refused.getResponse().getStatus()).isEqualTo(400);
            assertThat((String) refused.getResponse().getEntity()).doesNotContain("Secret");
        }
    }

    @Test
    void whatAReaderAnswersItselfStays() {
        var answered = new WebApplicationException(Response.status(409).build());
        var context = reading(() -> {
            throw answered;
        });
        assertThatThrownBy(() -> bodies.aroundReadFrom(context)).isSameAs(answered);
    }

    @Test
    void anUnreadableBodyIsExplainedWithoutTheReadersWords() {
        for (Exception told : new Exception[] {
            new NoContentException("com.acme.Secret"),
            new BadRequestException(new NoContentException("com.acme.Secret")),
            new ProcessingException("com.acme.Secret"),
            new JsonbException("com.acme.Secret"),
            new JsonException("com.acme.Secret")
        }) {
            var context = reading(() -> {
                throw told;
            });
            var refused = catchThrowableOfType(WebApplicationException.class, () -> bodies.aroundReadFrom(context));
            assertThat(refused).hasCause(told);
            assertThat(refused.getResponse().getStatus()).isEqualTo(400);
            assertThat((String) refused.getResponse().getEntity())
                    .contains("The body cannot be read as application/json")
                    .doesNotContain("Secret");
        }
    }

    @Test
    void whatIsNotTheBodysFaultStaysWhatItIs() throws IOException {
        var broken = new IOException("connection reset");
        assertThatThrownBy(() -> bodies.aroundReadFrom(reading(() -> {
                    throw broken;
                })))
                .isSameAs(broken);
        var other = new BadRequestException("of the application's own reader");
        assertThatThrownBy(() -> bodies.aroundReadFrom(reading(() -> {
                    throw other;
                })))
                .isSameAs(other);
        var mistake = new IllegalStateException("of the reader");
        assertThatThrownBy(() -> bodies.aroundReadFrom(reading(() -> {
                    throw mistake;
                })))
                .isSameAs(mistake);
        assertThat(bodies.aroundReadFrom(reading(() -> "read"))).isEqualTo("read");
    }

    @Test
    void aLongQueryIsRefused() {
        ContainerRequest request = Requests.of("GET", "prices?q=" + "x".repeat(9));
        queries.filter(request);
        Response refused = request.getAbortResponse();
        assertThat(refused.getStatus()).isEqualTo(414);
        assertThat(refused.getMediaType()).hasToString("application/problem+json");
        assertThat(Requests.problem(refused).getString("detail"))
                .isEqualTo("The query string has 11 characters; at most 10 are allowed (cqrs.http.query-limit)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prices", "prices?", "prices?q=xxxxxxxx", "a/path/that/is/longer/than/the/limit"})
    void aQueryWithinTheLimitIsNot(String pathAndQuery) {
        ContainerRequest request = Requests.of("GET", pathAndQuery);
        queries.filter(request);
        assertThat(request.getAbortResponse()).isNull();
    }
}
