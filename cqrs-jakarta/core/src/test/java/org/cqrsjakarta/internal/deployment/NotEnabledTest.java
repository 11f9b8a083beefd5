package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.Vetoed;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.junit.jupiter.api.Test;

/** What CDI calls not enabled takes no part: neither in a chain nor in what is checked. */
class NotEnabledTest {

    record Ask() implements StreamRequest<String> {}

    static class Failing implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of(getClass().getSimpleName()).peek(item -> {
                throw new IllegalStateException(item);
            });
        }
    }

    @StreamingHandler
    static class Live extends Failing {}

    @StreamingHandler
    @Specializes
    static class Special extends Live {}

    @StreamingHandler
    @Specializes
    static class MoreSpecial extends Special {}

    @Fallback(of = Live.class)
    static class Cached implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request, org.cqrsjakarta.Switchover<String> switchover) {
            return Stream.of("cached after " + switchover.cause().getMessage());
        }

        @Override
        public Stream<String> handle(Ask request) {
            throw new AssertionError("never the first");
        }
    }

    @Fallback(of = Live.class)
    @Specializes
    static class SpecialCached extends Cached {
        @Override
        public Stream<String> handle(Ask request, org.cqrsjakarta.Switchover<String> switchover) {
            return super.handle(request, switchover).map(item -> "special " + item);
        }
    }

    private static Stream<String> items(Deployed app) {
        return app.mediator().stream(new Ask());
    }

    @Test
    void whatSpecializesAPrimaryKeepsItsFallback() {
        try (Deployed app = Deployed.with(Live.class, Special.class, Cached.class)) {
            assertThat(items(app)).containsExactly("cached after Special");
        }
        try (Deployed app = Deployed.with(Live.class, Special.class, MoreSpecial.class, Cached.class)) {
            assertThat(items(app)).containsExactly("cached after MoreSpecial");
        }
    }

    @Test
    void whatSpecializesAFallbackStandsInForIt() {
        try (Deployed app = Deployed.with(Live.class, Cached.class, SpecialCached.class)) {
            assertThat(items(app)).containsExactly("special cached after Live");
        }
    }

    @Dependent
    static class Producing {
        @Produces
        @StreamingHandler
        Failing handler() {
            return new Failing();
        }
    }

    static class Other extends Failing {}

    @Dependent
    static class ProducingOther extends Producing {
        @Override
        @Produces
        @Specializes
        @StreamingHandler
        Failing handler() {
            return new Other();
        }
    }

    @Specializes
    static class ProducingNothing extends Producing {}

    @Test
    void aProducerIsSpecialized() {
        try (Deployed app = Deployed.with(Producing.class, ProducingOther.class)) {
            assertThatThrownBy(() -> items(app).toList()).hasMessage("Other");
        }
    }

    @Test
    void whatASpecializedBeanProducesIsNotThere() {
        try (Deployed app = Deployed.with(Producing.class, ProducingNothing.class)) {
            assertThatThrownBy(() -> items(app)).hasMessageContaining("CQRS00150");
        }
    }

    @StreamingHandler
    @CircuitBreaker(failureRatio = 7)
    @Alternative
    static class NotSelected extends Failing {}

    @StreamingHandler
    @Alternative
    abstract static class NotEvenAClass extends Failing {}

    @Fallback(of = String.class, remember = -1, continuation = Continuation.DISTINCT)
    @Vetoed
    static class VetoedFallback extends Failing {}

    @Fallback(of = String.class, remember = -1)
    static class Bad extends Failing {}

    @StreamingHandler
    @Specializes
    static class Good extends Bad {}

    @Test
    void mistakesInWhatIsNotEnabledAreNone() {
        try (Deployed app =
                Deployed.with(Live.class, Cached.class, NotSelected.class, NotEvenAClass.class, VetoedFallback.class)) {
            assertThat(items(app)).containsExactly("cached after Live");
        }
        try (Deployed app = Deployed.with(Bad.class, Good.class)) {
            assertThatThrownBy(() -> items(app).toList()).hasMessage("Good");
        }
    }
}
