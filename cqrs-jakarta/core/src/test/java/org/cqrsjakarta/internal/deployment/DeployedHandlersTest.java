package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.UnknownRequestException;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers are beans like any other. */
class DeployedHandlersTest {

    record Ask() implements StreamRequest<String> {}

    record Other() implements StreamRequest<String> {}

    private static final AtomicInteger DESTROYED = new AtomicInteger();

    @BeforeEach
    void reset() {
        DESTROYED.set(0);
    }

    private static Stream<String> failingAfter(String... items) {
        return Stream.concat(
                Stream.of(items),
                Stream.<String>generate(() -> {
                            throw new IllegalStateException("source is gone");
                        })
                        .limit(1));
    }

    @StreamingHandler
    static class Live implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return failingAfter("live");
        }

        @PreDestroy
        void destroyed() {
            DESTROYED.incrementAndGet();
        }
    }

    @Fallback(of = Live.class)
    static class Cached implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("cached");
        }
    }

    @Fallback(of = Cached.class)
    static class Last implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("last");
        }
    }

    @Test
    void aChainRunsThroughItsFallbacks() {
        try (Deployed app = Deployed.with(Live.class, Cached.class, Last.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("live", "cached");
            assertThat(DESTROYED).as("dependent instances destroyed").hasValue(1);
        }
    }

    @Test
    void aRequestWithoutHandlerIsRefusedByName() {
        try (Deployed app = Deployed.with(Live.class)) {
            assertThatThrownBy(() -> app.mediator().stream(new Other()))
                    .isInstanceOf(UnknownRequestException.class)
                    .hasMessageContaining("CQRS00150")
                    .hasMessageContaining(Other.class.getName());
        }
    }

    @Alternative
    @Priority(1)
    @StreamingHandler
    static class Replayed implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return failingAfter("replayed");
        }
    }

    @Test
    void anAlternativeReplacesAPrimaryAndKeepsItsFallback() {
        try (Deployed app = Deployed.with(Live.class, Replayed.class, Cached.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("replayed", "cached");
        }
    }

    @ApplicationScoped
    @StreamingHandler
    static class Counting implements StreamingRequestHandler<Ask, String> {
        private int calls;

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("call " + ++calls);
        }
    }

    @Singleton
    @StreamingHandler
    static class CountingOther implements StreamingRequestHandler<Other, String> {
        private int calls;

        @Override
        public Stream<String> handle(Other request) {
            return Stream.of("call " + ++calls);
        }
    }

    @Test
    void scopesHold() {
        try (Deployed app = Deployed.with(Counting.class, CountingOther.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("call 1");
            assertThat(app.mediator().stream(new Ask())).containsExactly("call 2");
            assertThat(app.mediator().stream(new Other())).containsExactly("call 1");
            assertThat(app.mediator().stream(new Other())).containsExactly("call 2");
        }
    }

    static class Made implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return failingAfter("made");
        }
    }

    static class Maker {
        @Produces
        @StreamingHandler
        @CircuitBreaker(requestVolumeThreshold = 1)
        Made made() {
            return new Made();
        }

        @Produces
        @Fallback(of = Made.class)
        StreamingRequestHandler<Ask, String> spare = new Cached();
    }

    @Test
    void producersMakeHandlers() {
        try (Deployed app = Deployed.with(Maker.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("made", "cached");
            assertThat(app.circuits().all()).singleElement().satisfies(circuit -> {
                assertThat(circuit.name()).isEqualTo("Made");
                assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
            });
            assertThat(app.mediator().stream(new Ask())).containsExactly("cached");
        }
    }

    @Decorator
    @Priority(1)
    static class Loud implements StreamingRequestHandler<Ask, String> {
        @Inject
        @Delegate
        @Any
        StreamingRequestHandler<Ask, String> delegate;

        @Override
        public Stream<String> handle(Ask request) throws Exception {
            return delegate.handle(request).map(item -> item + "!");
        }
    }

    @Test
    void decoratorsApply() {
        try (Deployed app = Deployed.with(Counting.class, Loud.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("call 1!");
        }
    }

    @Alternative
    @Priority(1)
    @Fallback(of = Live.class)
    static class CachedElsewhere implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return failingAfter("elsewhere");
        }
    }

    @Test
    void anAlternativeReplacesAFallbackAndKeepsTheRestOfTheChain() {
        try (Deployed app = Deployed.with(Live.class, Cached.class, CachedElsewhere.class, Last.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("live", "elsewhere", "last");
        }
    }

    static class Connection {
        @PreDestroy
        void destroyed() {
            DESTROYED.incrementAndGet();
        }
    }

    @StreamingHandler
    static class CannotBeCreated implements StreamingRequestHandler<Ask, String> {
        @Inject
        Connection connection;

        @PostConstruct
        void connect() {
            throw new IllegalStateException("nobody answers");
        }

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.empty();
        }
    }

    @Fallback(of = CannotBeCreated.class)
    static class InItsPlace extends Cached {}

    @Test
    void whatWasInjectedIntoAHandlerThatCannotBeCreatedIsDestroyed() {
        try (Deployed app = Deployed.with(CannotBeCreated.class, InItsPlace.class, Connection.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("cached");
            assertThat(DESTROYED).hasValue(1);
        }
    }

    static class TwoOfAKind {
        @Produces
        @StreamingHandler
        Made first() {
            return new Made();
        }

        @Produces
        @Fallback(of = Made.class)
        Made second() {
            return new Made();
        }
    }

    @Test
    void producersOfOneClassMayStandInForEachOther() {
        try (Deployed app = Deployed.with(TwoOfAKind.class)) {
            var items = app.mediator().stream(new Ask()).iterator();
            assertThat(items.next()).isEqualTo("made");
            assertThat(items.next()).isEqualTo("made");
            assertThatThrownBy(items::next).hasMessage("source is gone");
        }
    }
}
