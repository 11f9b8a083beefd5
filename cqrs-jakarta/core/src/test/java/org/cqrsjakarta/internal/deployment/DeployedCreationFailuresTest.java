package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.junit.jupiter.api.Test;

/** A handler that cannot be created has failed, for the reason that its constructor or initialisation gave. */
class DeployedCreationFailuresTest {

    record Ask() implements StreamRequest<String> {}

    abstract static class Live implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("live");
        }
    }

    @StreamingHandler
    static class Constructed extends Live {
        Constructed() throws IOException {
            throw new IOException("constructor");
        }
    }

    @StreamingHandler
    static class Initialised extends Live {
        @PostConstruct
        void begin() throws IOException {
            throw new IOException("initialisation");
        }
    }

    @StreamingHandler
    @ApplicationScoped
    static class Shared extends Live {
        @PostConstruct
        void begin() throws IOException {
            throw new IOException("initialisation of a shared one");
        }
    }

    static class Connection {}

    static class Connections {
        @Produces
        Connection connect() throws IOException {
            throw new IOException("producer");
        }
    }

    @StreamingHandler
    static class Injected extends Live {
        @Inject
        Connection connection;
    }

    private abstract static class Cached implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("cached");
        }
    }

    @Fallback(of = Live.class, applyOn = IOException.class)
    static class ForIo extends Cached {}

    @Fallback(of = Live.class, applyOn = IllegalStateException.class)
    static class ForOthers extends Cached {}

    @Test
    void theReasonLeadsToTheFallback() {
        for (Class<?> primary : new Class<?>[] {Constructed.class, Initialised.class, Shared.class, Injected.class}) {
            try (Deployed app = Deployed.with(primary, Connections.class, ForIo.class)) {
                assertThat(app.mediator().stream(new Ask()))
                        .as(primary.getSimpleName())
                        .containsExactly("cached");
            }
        }
    }

    @Test
    void anotherReasonDoesNotAndIsSeenAsItWasThrown() {
        for (Class<?> primary : new Class<?>[] {Constructed.class, Initialised.class, Shared.class, Injected.class}) {
            try (Deployed app = Deployed.with(primary, Connections.class, ForOthers.class)) {
                Throwable thrown =
                        catchThrowable(() -> app.mediator().stream(new Ask()).toList());
                assertThat(thrown).as(primary.getSimpleName()).hasRootCauseInstanceOf(IOException.class);
            }
        }
    }
}
