package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.RequestHandler;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The single-response sibling runs by the same rules. */
class DeployedResponsesTest {

    record GetPrice(String symbol) implements Request<Integer> {}

    record Forget(String symbol) implements Request<Void> {}

    record Asked(String by) {}

    private static final AtomicInteger CALLS = new AtomicInteger();

    @BeforeEach
    void reset() {
        CALLS.set(0);
    }

    @RespondingHandler
    @CircuitBreaker(requestVolumeThreshold = 4, failureRatio = 1.0)
    @Retry(maxRetries = 1, delay = 0, jitter = 0)
    static class LivePrice implements RequestHandler<GetPrice, Integer> {
        @Inject
        DomainEvents events;

        @Override
        public Integer handle(GetPrice request) throws IOException {
            events.raise(new Asked("live"));
            CALLS.incrementAndGet();
            if (request.symbol().equals("known")) {
                return 7;
            }
            throw new IOException("no " + request.symbol());
        }
    }

    @Fallback(of = LivePrice.class)
    static class StoredPrice implements RequestHandler<GetPrice, Integer> {
        @Override
        public Integer handle(GetPrice request) {
            if (request.symbol().equals("nowhere")) {
                throw new IllegalArgumentException("nowhere");
            }
            return 5;
        }
    }

    @RespondingHandler
    static class Forgetting implements RequestHandler<Forget, Void> {
        @Override
        public Void handle(Forget request) {
            CALLS.incrementAndGet();
            return null;
        }
    }

    @ApplicationScoped
    static class Watching {
        final List<Object> seen = new ArrayList<>();

        void on(@Observes Asked asked) {
            seen.add(asked);
        }

        void ended(@Observes StreamEnded ended) {
            seen.add(ended.items() + " " + ended.steps() + " " + ended.end());
        }

        List<Object> seen() {
            return seen;
        }
    }

    private static Deployed deployed() {
        return Deployed.with(LivePrice.class, StoredPrice.class, Forgetting.class, Watching.class);
    }

    @Test
    void thePrimaryResponds() {
        try (Deployed app = deployed()) {
            assertThat(app.mediator().send(new GetPrice("known"))).isEqualTo(7);
            assertThat(CALLS).hasValue(1);
            assertThat(app.get(Watching.class).seen()).containsExactly(new Asked("live"), "1 [LivePrice] COMPLETED");
        }
    }

    @Test
    void whenItsAttemptsHaveFailedTheFallbackResponds() {
        try (Deployed app = deployed()) {
            assertThat(app.mediator().send(new GetPrice("other"))).isEqualTo(5);
            assertThat(CALLS).hasValue(2);
            assertThat(app.get(Watching.class).seen())
                    .as("each attempt raised its own")
                    .containsExactly(new Asked("live"), new Asked("live"), "1 [LivePrice, StoredPrice] COMPLETED");
        }
    }

    @Test
    void itsFailuresOpenTheCircuit() {
        try (Deployed app = deployed()) {
            app.mediator().send(new GetPrice("other"));
            app.mediator().send(new GetPrice("other"));
            assertThat(app.circuits().all().getFirst().state()).isEqualTo(CircuitState.OPEN);
            assertThat(app.mediator().send(new GetPrice("known"))).isEqualTo(5);
            assertThat(CALLS).hasValue(4);
        }
    }

    @Test
    void theLastFailureReachesTheCallerAsItWasThrown() {
        try (Deployed app = deployed()) {
            Throwable thrown = catchThrowable(() -> app.mediator().send(new GetPrice("nowhere")));
            assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessage("nowhere");
            assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(IOException.class);
        }
    }

    @Test
    void nothingIsAResponseToo() {
        try (Deployed app = deployed()) {
            assertThat(app.mediator().send(new Forget("all"))).isNull();
            assertThat(CALLS).hasValue(1);
        }
    }

    record Unknown() implements Request<String> {}

    @Test
    void aRequestWithoutHandlerIsRefusedByName() {
        try (Deployed app = deployed()) {
            assertThatThrownBy(() -> app.mediator().send(new Unknown()))
                    .isInstanceOf(UnknownRequestException.class)
                    .hasMessageContaining("CQRS00150")
                    .hasMessageContaining("@RespondingHandler")
                    .hasMessageContaining(Unknown.class.getName());
        }
    }
}
