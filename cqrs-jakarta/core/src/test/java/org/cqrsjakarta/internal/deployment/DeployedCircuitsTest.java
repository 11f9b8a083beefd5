package org.cqrsjakarta.internal.deployment;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
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
import org.cqrsjakarta.CircuitStatus;
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
}
