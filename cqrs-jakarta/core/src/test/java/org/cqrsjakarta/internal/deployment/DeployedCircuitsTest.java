package org.cqrsjakarta.internal.deployment;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.CircuitStatus;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.internal.deployment.DeployedHandlersTest.Ask;
import org.cqrsjakarta.internal.deployment.DeployedHandlersTest.Other;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Circuits are declared, configured, and kept from a server that would apply them a second time. */
class DeployedCircuitsTest {

    private static final AtomicInteger INTERCEPTED = new AtomicInteger();

    @BeforeEach
    void reset() {
        INTERCEPTED.set(0);
    }

    /** Stands for the fault tolerance that a server brings. */
    @Interceptor
    @CircuitBreaker
    @Priority(Interceptor.Priority.PLATFORM_AFTER)
    static class ServersOwn {
        @AroundInvoke
        Object guard(InvocationContext call) throws Exception {
            INTERCEPTED.incrementAndGet();
            return call.proceed();
        }
    }

    @Stereotype
    @ApplicationScoped
    @CircuitBreaker(requestVolumeThreshold = 2, failureRatio = 1.0, delay = 7, delayUnit = ChronoUnit.SECONDS)
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface SharedPolicy {}

    @SharedPolicy
    @StreamingHandler
    static class ByStereotype implements StreamingRequestHandler<Ask, String> {
        private int calls;

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("call " + ++calls);
        }
    }

    @StreamingHandler
    static class OnMethod implements StreamingRequestHandler<Other, String> {
        @Override
        @CircuitBreaker(requestVolumeThreshold = 9)
        public Stream<String> handle(Other request) {
            return Stream.of("other");
        }
    }

    @CircuitBreaker
    @ApplicationScoped
    static class NoStream {
        void call() {}
    }

    @Test
    void circuitBreakersAreTakenOffHandlersAndLeftOnOtherBeans() {
        try (Deployed app = Deployed.with(ServersOwn.class, ByStereotype.class, OnMethod.class, NoStream.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("call 1");
            assertThat(app.mediator().stream(new Ask()))
                    .as("the stereotype's scope")
                    .containsExactly("call 2");
            assertThat(app.mediator().stream(new Other())).containsExactly("other");
            assertThat(INTERCEPTED).hasValue(0);
            app.get(NoStream.class).call();
            assertThat(INTERCEPTED).hasValue(1);

            Map<String, CircuitStatus> circuits = new java.util.HashMap<>();
            app.circuits().all().forEach(circuit -> circuits.put(circuit.name(), circuit));
            assertThat(circuits.get("ByStereotype").policy().delay()).isEqualTo(Duration.ofSeconds(7));
            assertThat(circuits.get("OnMethod").policy().requestVolumeThreshold())
                    .isEqualTo(9);
        }
    }

    @Test
    void configurationOverridesTheAnnotation() {
        Map<String, String> properties = Map.of(
                ByStereotype.class.getName() + "/CircuitBreaker/delay",
                "9",
                OnMethod.class.getName() + "/handle/CircuitBreaker/skipOn",
                "java.io.IOException, java.lang.IllegalStateException",
                "CircuitBreaker/successThreshold",
                "4");
        try (Deployed app = Deployed.with(properties, ByStereotype.class, OnMethod.class)) {
            var byStereotype = app.circuits().all().get(0).policy();
            var onMethod = app.circuits().all().get(1).policy();
            assertThat(byStereotype.delay()).isEqualTo(Duration.ofSeconds(9));
            assertThat(byStereotype.successThreshold()).isEqualTo(4);
            assertThat(onMethod.successThreshold()).isEqualTo(4);
            assertThat(onMethod.skipOn()).containsExactly(IOException.class, IllegalStateException.class);
        }
    }

    @Test
    void configurationDisablesACircuit() {
        Map<String, String> properties = Map.of(OnMethod.class.getName() + "/handle/CircuitBreaker/enabled", "false");
        try (Deployed app = Deployed.with(properties, OnMethod.class)) {
            assertThat(app.circuits().all()).isEmpty();
        }
    }

    @Test
    void configurationDisablesItAtEachLevelWhereverTheAnnotationStands() {
        String onClass = ByStereotype.class.getName();
        String onMethod = OnMethod.class.getName();
        assertThat(circuits(Map.of(onClass + "/handle/CircuitBreaker/enabled", "false")))
                .containsExactly("OnMethod");
        assertThat(circuits(Map.of(onMethod + "/CircuitBreaker/enabled", "false")))
                .containsExactly("ByStereotype");
        assertThat(circuits(Map.of("CircuitBreaker/enabled", "false", onMethod + "/CircuitBreaker/enabled", "true")))
                .containsExactly("OnMethod");
    }

    private static List<String> circuits(Map<String, String> properties) {
        try (Deployed app = Deployed.with(properties, ByStereotype.class, OnMethod.class)) {
            return app.circuits().all().stream().map(CircuitStatus::name).toList();
        }
    }

    @StreamingHandler
    @CircuitBreaker(requestVolumeThreshold = 1, failureRatio = 1.0)
    static class Broken implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) throws IOException {
            throw new IOException("lost");
        }
    }

    @Alternative
    @Priority(1)
    @StreamingHandler
    @CircuitBreaker(requestVolumeThreshold = 8)
    static class Replacement extends Broken {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("replaced");
        }
    }

    @Fallback(of = Broken.class)
    static class WithoutCircuit implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("stored");
        }
    }

    static class Producers {
        @Produces
        @StreamingHandler
        @CircuitBreaker
        StreamingRequestHandler<Ask, String> one() {
            return request -> Stream.of("one");
        }

        @Produces
        @StreamingHandler
        @CircuitBreaker
        StreamingRequestHandler<Other, String> other() {
            return request -> Stream.of("other");
        }
    }

    @Test
    void oneIsAskedForByItsHandler() {
        try (Deployed app = Deployed.with(ByStereotype.class, OnMethod.class)) {
            assertThat(app.circuits().of(OnMethod.class))
                    .isEqualTo(app.circuits().all().get(1));
            Class<?> proxy = app.get(ByStereotype.class).getClass();
            assertThat(proxy).as("a client proxy").isNotEqualTo(ByStereotype.class);
            assertThat(app.circuits().of(proxy).handler()).isEqualTo(ByStereotype.class);
        }
    }

    @Test
    void whatAnAlternativeExtendsStandsForIt() {
        try (Deployed app = Deployed.with(Broken.class, Replacement.class, WithoutCircuit.class)) {
            assertThat(app.circuits().of(Broken.class).handler()).isEqualTo(Replacement.class);
        }
    }

    @Test
    void resetClosesACircuitAndNoOther() {
        try (Deployed app = Deployed.with(Broken.class, WithoutCircuit.class, OnMethod.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("stored");
            assertThat(app.circuits().of(Broken.class).state()).isEqualTo(CircuitState.OPEN);
            app.circuits().reset(OnMethod.class);
            assertThat(app.circuits().of(Broken.class).state()).isEqualTo(CircuitState.OPEN);
            app.circuits().reset(Broken.class);
            assertThat(app.circuits().of(Broken.class).state()).isEqualTo(CircuitState.CLOSED);
            assertThat(app.circuits().of(Broken.class).admitsIn()).isEmpty();
        }
    }

    @Test
    void whatHasNoCircuitIsRefusedWithTheListOfThoseThatHave() {
        try (Deployed app = Deployed.with(Broken.class, WithoutCircuit.class, OnMethod.class)) {
            String have = "'" + Broken.class.getName() + "', '" + OnMethod.class.getName() + "'";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> app.circuits().of(WithoutCircuit.class))
                    .withMessageStartingWith("CQRS00157: '" + WithoutCircuit.class.getName() + "'")
                    .withMessageEndingWith("have one: " + have);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> app.circuits().reset(NoStream.class))
                    .withMessageStartingWith("CQRS00158: '" + NoStream.class.getName() + "'")
                    .withMessageEndingWith("have a circuit: " + have);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> app.circuits().of(Object.class))
                    .withMessageStartingWith("CQRS00159: 'java.lang.Object'")
                    .withMessageContaining(have);
            assertThatNullPointerException()
                    .isThrownBy(() -> app.circuits().of(null))
                    .withMessage("handler");
        }
    }

    @Test
    void producersOfOneTypeCannotBeToldApart() {
        try (Deployed app = Deployed.with(Producers.class)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> app.circuits().of(StreamingRequestHandler.class))
                    .withMessageStartingWith("CQRS00159");
        }
    }
}
