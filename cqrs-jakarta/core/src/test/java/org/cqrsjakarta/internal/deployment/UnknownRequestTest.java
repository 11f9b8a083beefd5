package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.rest.StreamTickets;
import org.junit.jupiter.api.Test;

/** What is asked for in vain, and what is given in vain to deliver to. */
class UnknownRequestTest {

    record StreamPrices() implements StreamRequest<String> {}

    record StreamPrizes() implements StreamRequest<String> {}

    record Page<T>(T first) implements StreamRequest<T> {}

    abstract static class Nothing<Q extends StreamRequest<R>, R> implements StreamingRequestHandler<Q, R> {
        @Override
        public Stream<R> handle(Q request) {
            return Stream.empty();
        }
    }

    record A() implements StreamRequest<String> {}

    record B() implements StreamRequest<String> {}

    record C() implements StreamRequest<String> {}

    record D() implements StreamRequest<String> {}

    @StreamingHandler
    static class Prices extends Nothing<StreamPrices, String> {}

    @StreamingHandler
    static class As extends Nothing<A, String> {}

    @StreamingHandler
    static class Bs extends Nothing<B, String> {}

    @StreamingHandler
    static class Cs extends Nothing<C, String> {}

    @StreamingHandler
    static class Ds extends Nothing<D, String> {}

    @StreamingHandler
    static class Pages extends Nothing<Page<Integer>, Integer> {}

    @Test
    void theDeclaredRequestsAreListedTheNearestFirst() {
        try (Deployed app = Deployed.with(As.class, Bs.class, Cs.class, Ds.class, Pages.class, Prices.class)) {
            assertThatThrownBy(() -> app.mediator().stream(new StreamPrizes()))
                    .isInstanceOf(UnknownRequestException.class)
                    .hasMessageContaining("No @StreamingHandler is declared for '" + StreamPrizes.class.getName() + "'")
                    .hasMessageContaining("declared: '" + StreamPrices.class.getName() + "', '")
                    .hasMessageContaining(" and 1 more. Declare one");
        }
        try (Deployed app = Deployed.with()) {
            assertThatThrownBy(() -> app.mediator().stream(new A())).hasMessageContaining("none is declared at all");
        }
    }

    /** Puts down what is called on it. */
    private static <T> T fake(Class<T> type, List<Object> calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            calls.add(args == null ? method.getName() : args[0]);
            return method.getReturnType() == boolean.class ? true : null;
        }));
    }

    private static void assertUnknown(CompletionStage<?> result) {
        assertThat(result.toCompletableFuture())
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(UnknownRequestException.class);
    }

    @Test
    void aClientIsToldNoMoreThanThatItIsNotItsFault() {
        List<Object> resumed = new ArrayList<>();
        try (Deployed app = Deployed.with(Prices.class)) {
            assertUnknown(app.mediator().deliver(new StreamPrizes(), fake(AsyncResponse.class, resumed)));
        }
        Response answer = (Response) resumed.getFirst();
        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getMediaType()).hasToString("application/problem+json");
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat((String) answer.getEntity())
                .startsWith("{\"title\":\"Internal Server Error\",\"status\":500,\"instance\":\"urn:uuid:")
                .doesNotContain("Stream", "cqrs", "CQRS");
    }

    @Test
    void aSinkIsClosed() {
        List<Object> calls = new ArrayList<>();
        try (Deployed app = Deployed.with(Prices.class)) {
            assertUnknown(app.mediator()
                    .deliverTo(
                            new StreamPrizes(), fake(SseEventSink.class, calls), fake(Sse.class, new ArrayList<>())));
        }
        assertThat(calls).containsExactly("close");
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatTheServerDidNotGiveIsNamedWithItsAnnotation() {
        AsyncResponse none = null;
        SseEventSink noSink = null;
        Sse noSse = null;
        SseEventSink sink = fake(SseEventSink.class, new ArrayList<>());
        try (Deployed app = Deployed.with(Prices.class)) {
            assertThatNullPointerException()
                    .isThrownBy(() -> app.mediator().deliver(new StreamPrices(), none))
                    .withMessageContaining("CQRS00155")
                    .withMessageContaining("@Suspended AsyncResponse");
            assertThatNullPointerException()
                    .isThrownBy(() -> app.get(StreamTickets.class).deliver("ticket", none))
                    .withMessageContaining("@Suspended AsyncResponse");
            assertThatNullPointerException()
                    .isThrownBy(() -> app.mediator().deliverTo(new StreamPrices(), noSink, noSse))
                    .withMessageContaining("CQRS00156")
                    .withMessageContaining("@Context SseEventSink");
            assertThatNullPointerException()
                    .isThrownBy(() -> app.mediator().deliverTo(new StreamPrices(), sink, noSse))
                    .withMessageContaining("@Context Sse sse");
        }
    }
}
