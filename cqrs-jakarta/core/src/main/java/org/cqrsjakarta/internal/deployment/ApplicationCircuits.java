package org.cqrsjakarta.internal.deployment;

import static org.cqrsjakarta.internal.deployment.DeploymentMessages.MESSAGES;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cqrsjakarta.CircuitStatus;
import org.cqrsjakarta.Circuits;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;

/** The circuits of one application. Immutable, but for what they do themselves. */
final class ApplicationCircuits implements Circuits {

    /**
     * A circuit with what it stands for.
     *
     * @param handler class of the handler, or return type of its producer
     * @param circuit its circuit
     */
    record Guarded(Class<?> handler, GuardedCircuit circuit) {

        CircuitStatus status() {
            return new CircuitStatus(
                    circuit.name(), handler, circuit.state(), circuit.policy(), circuit.admitsIn(), nodes());
        }

        private Optional<CircuitStatus.Nodes> nodes() {
            return Optional.ofNullable(circuit.facts().nodes())
                    .map(nodes ->
                            new CircuitStatus.Nodes(nodes.self(), nodes.together(), nodes.tripped(), nodes.live()));
        }
    }

    private final List<Guarded> all;
    private final Set<Class<?>> handlers;

    /**
     * Takes them up.
     *
     * @param circuits in any order
     * @param chains   of all handlers of the application, those without a circuit included
     */
    ApplicationCircuits(List<Guarded> circuits, List<List<HandlerModel>> chains) {
        this.all = circuits.stream()
                .sorted(Comparator.comparing(guarded -> guarded.circuit().name()))
                .toList();
        this.handlers =
                chains.stream().flatMap(List::stream).map(HandlerModel::type).collect(Collectors.toUnmodifiableSet());
    }

    /** In the order of their names. */
    List<GuardedCircuit> guards() {
        return all.stream().map(Guarded::circuit).toList();
    }

    @Override
    public List<CircuitStatus> all() {
        return all.stream().map(Guarded::status).toList();
    }

    @Override
    public CircuitStatus of(Class<?> handler) {
        return find(handler).status();
    }

    @Override
    public void reset(Class<?> handler) {
        find(handler).circuit().reset();
    }

    private Guarded find(Class<?> asked) {
        Class<?> type = withoutProxy(Objects.requireNonNull(asked, "handler"));
        List<Guarded> found = fitting(type);
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (!found.isEmpty()) {
            throw MESSAGES.severalCircuits(type.getName(), listed(found));
        }
        throw handlers.contains(type)
                ? MESSAGES.noCircuit(type.getName(), listed(all))
                : MESSAGES.noHandlerWithCircuit(type.getName(), listed(all));
    }

    /** Like {@code @Fallback(of = ...)}: the class itself, or what stands in for it, as an alternative that extends it. */
    private List<Guarded> fitting(Class<?> type) {
        return all.stream()
                .filter(guarded ->
                        handlers.contains(type) ? guarded.handler() == type : type.isAssignableFrom(guarded.handler()))
                .toList();
    }

    /** A client proxy, and a class that interceptors are woven into, extend the class of their bean. */
    private Class<?> withoutProxy(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (handlers.contains(at)) {
                return at;
            }
        }
        return type;
    }

    private static String listed(List<Guarded> circuits) {
        return circuits.isEmpty()
                ? "none"
                : circuits.stream()
                        .map(guarded -> "'" + guarded.handler().getName() + "'")
                        .collect(Collectors.joining(", "));
    }
}
