package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.CircuitStatus;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.internal.deployment.DeployedHandlersTest.Ask;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.InMemoryCircuitStore;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.junit.jupiter.api.Test;

/** A store is a bean, and its circuits are those of all who have it. */
class DeployedStoreTest {

    private static final Map<String, String> NAMED = Map.of("cqrs.store.namespace", "shop");
    private static final InMemoryCircuitStore STORE = new InMemoryCircuitStore(new SystemTime());

    @ApplicationScoped
    static class Stores {
        @Produces
        @ApplicationScoped
        CircuitStore store() {
            return STORE;
        }
    }

    @ApplicationScoped
    static class FurtherStores {
        @Produces
        @ApplicationScoped
        CircuitStore store() {
            return STORE;
        }
    }

    @StreamingHandler
    @CircuitBreaker(requestVolumeThreshold = 2, failureRatio = 1.0, delay = 60_000)
    static class Failing implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) throws IOException {
            throw new IOException("the source is gone");
        }
    }

    private static void fails(Deployed app) {
        assertThat(catchThrowable(() -> {
                    try (Stream<String> items = app.mediator().stream(new Ask())) {
                        items.toList();
                    }
                }))
                .isNotNull();
    }

    private static CircuitStatus circuit(Deployed app) {
        return app.circuits().of(Failing.class);
    }

    private static CircuitStatus.Nodes nodes(Deployed app) {
        return circuit(app).nodes().orElseThrow();
    }

    private static void awaits(BooleanSupplier holds, Deployed one, Deployed two) throws Exception {
        until(holds, () -> circuit(one) + ", " + circuit(two));
    }

    @Test
    void whatFailsOnTwoNodesOpensTheCircuitOnBothUntilOneIsReset() throws Exception {
        try (Deployed one = Deployed.with(NAMED, Stores.class, Failing.class);
                Deployed two = Deployed.with(NAMED, Stores.class, Failing.class)) {
            awaits(() -> nodes(one).live().size() == 2 && nodes(two).live().size() == 2, one, two);
            assertThat(nodes(one).together()).isTrue();
            assertThat(nodes(one).live())
                    .containsKey(nodes(two).self())
                    .containsEntry(nodes(one).self(), CircuitState.CLOSED);

            fails(one);
            fails(two);

            awaits(
                    () -> circuit(one).state() == CircuitState.OPEN
                            && circuit(two).state() == CircuitState.OPEN,
                    one,
                    two);
            two.circuits().reset(Failing.class);
            awaits(
                    () -> circuit(one).state() == CircuitState.CLOSED
                            && circuit(two).state() == CircuitState.CLOSED,
                    one,
                    two);
        }
        assertThat(STORE.listeners()).isZero();
        until(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("cqrs-store")),
                () -> "threads of the store's calls");
    }

    @Test
    void withoutAStoreACircuitIsNobodyElses() {
        try (Deployed app = Deployed.with(Failing.class)) {
            assertThat(circuit(app).nodes()).isEmpty();
        }
    }

    @Test
    void anApplicationWithoutANameIsRefused() {
        assertThat(refusal(Map.of(), Stores.class, Failing.class)).contains("CQRS00126", "cqrs.store.namespace");
    }

    @Test
    void severalStoresAreRefused() {
        assertThat(refusal(NAMED, Stores.class, FurtherStores.class, Failing.class))
                .contains("CQRS00127", Stores.class.getName(), FurtherStores.class.getName());
    }

    @Test
    void badValuesAreRefused() {
        Map<String, String> bad = Map.of(
                "cqrs.store.timeout", "PT0S",
                "cqrs.store.poll", "often",
                "cqrs.store.namespace", " ",
                "cqrs.store.circuit.quorum", "-1");

        assertThat(refusal(bad, Failing.class)).contains(bad.keySet());
    }

    private static String refusal(Map<String, String> properties, Class<?>... beans) {
        Throwable refused =
                catchThrowable(() -> Deployed.with(properties, beans).close());
        assertThat(refused).isNotNull();
        return refused.toString();
    }
}
