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
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.store.StoreRules;
import org.cqrsjakarta.internal.store.StreamsMode;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/** The application's stores, if it has any: beans of {@link CircuitStore} and {@link StreamStore}. */
final class StoreSource implements AutoCloseable {

    private final BeanManager beans;
    private final Settings settings;
    private final String node;
    private final Time time;
    private @Nullable NodeCircuits circuits;
    private @Nullable NodeStreams streams;

    /**
     * Looks for nothing yet.
     *
     * @param node an id that no other start of any node has
     */
    StoreSource(BeanManager beans, Settings settings, String node, Time time) {
        this.beans = beans;
        this.settings = settings;
        this.node = node;
        this.time = time;
    }

    /**
     * Shares circuits, where there are some, and a store for them.
     *
     * @throws IllegalStateException if several stores are there (CQRS00127), or no name of the application (CQRS00126)
     */
    void share(List<GuardedCircuit> all) {
        Optional<CircuitStore> store = all.isEmpty() ? Optional.empty() : find(CircuitStore.class);
        store.ifPresent(found ->
                circuits = NodeCircuits.of(found, namespace(), node, settings.store(), settings.probes(), all, time));
    }

    /**
     * This node's side of the streams that all share.
     *
     * @return {@code null} where {@code cqrs.store.streams} is {@code none}
     * @throws IllegalStateException if there is no store (CQRS00128), no secret (CQRS00129), or as for {@link #share}
     */
    @Nullable
    NodeStreams streams() {
        StoreRules rules = settings.store();
        if (rules.streams() != StreamsMode.NONE) {
            StreamStore store = find(StreamStore.class).orElseThrow(() -> MESSAGES.noStreamStore(rules.streams()));
            String secret = rules.secret().orElseThrow(() -> MESSAGES.noStoreSecret(rules.streams()));
            streams = NodeStreams.of(store, namespace(), node, rules, secret, time);
        }
        return streams;
    }

    private <T> Optional<T> find(Class<T> type) {
        Instance<T> declared = beans.createInstance().select(type);
        if (declared.isAmbiguous()) {
            throw MESSAGES.severalStores(
                    type.getSimpleName(),
                    declared.handlesStream()
                            .map(handle -> "'" + handle.getBean().getBeanClass().getName() + "'")
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return declared.isUnsatisfied() ? Optional.empty() : Optional.of(declared.get());
    }

    private String namespace() {
        return settings.store().namespace().or(StoreSource::nameOfApplication).orElseThrow(MESSAGES::noNamespace);
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

    /** This node asks nobody any more. */
    @Override
    public void close() {
        try {
            if (streams != null) {
                streams.close();
            }
        } finally {
            if (circuits != null) {
                circuits.close();
            }
        }
    }
}
