package org.cqrsjakarta.internal.deployment;

import static org.cqrsjakarta.internal.deployment.DeploymentMessages.MESSAGES;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.store.NodeCircuits;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/** The application's {@link CircuitStore} bean, if it has one. */
final class StoreSource {

    private StoreSource() {}

    /**
     * Shares circuits by the application's store.
     *
     * @param node an id that no other start of any node has
     * @return {@code null} where there is no store, or nothing to share
     * @throws IllegalStateException if several stores are there (CQRS00127), or no name of the application (CQRS00126)
     */
    static @Nullable NodeCircuits share(
            List<GuardedCircuit> circuits, BeanManager beans, Settings settings, String node, Time time) {
        Instance<CircuitStore> declared = beans.createInstance().select(CircuitStore.class);
        if (declared.isUnsatisfied() || circuits.isEmpty()) {
            return null;
        }
        if (declared.isAmbiguous()) {
            throw MESSAGES.severalStores(declared.handlesStream()
                    .map(handle -> "'" + handle.getBean().getBeanClass().getName() + "'")
                    .sorted()
                    .collect(Collectors.joining(", ")));
        }
        return NodeCircuits.of(
                declared.get(),
                settings.store().namespace().or(StoreSource::nameOfApplication).orElseThrow(MESSAGES::noNamespace),
                node,
                settings.store(),
                settings.probes(),
                circuits,
                time);
    }

    /** Jakarta EE Platform 10, EE.8.1.2: {@code java:app/AppName}. The name is looked up as it stands here, and nobody else's. */
    @SuppressWarnings("BanJNDI")
    private static Optional<String> nameOfApplication() {
        try {
            return Optional.ofNullable(InitialContext.<String>doLookup("java:app/AppName"));
        } catch (NamingException e) {
            return Optional.empty();
        }
    }
}
