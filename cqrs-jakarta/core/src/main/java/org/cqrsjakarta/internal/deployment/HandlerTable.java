package org.cqrsjakarta.internal.deployment;

import java.lang.annotation.Annotation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.config.Spelling;

/** The chains of one kind by request type. Immutable but for a memory of classes that were looked up. */
final class HandlerTable {

    private static final int LISTED = 5;

    private final Class<? extends Annotation> primaries;
    private final Map<ConcreteType, Chain<?>> chains;
    private final Map<Class<?>, Chain<?>> byClass = new ConcurrentHashMap<>();

    HandlerTable(Class<? extends Annotation> primaries, Map<ConcreteType, Chain<?>> chains) {
        this.primaries = primaries;
        this.chains = Map.copyOf(chains);
    }

    /**
     * Finds the chain of a request: declared for its class, or for the nearest type that its class extends.
     *
     * @throws org.cqrsjakarta.UnknownRequestException if there is none, or several fit
     */
    @SuppressWarnings("unchecked")
    <R> Chain<R> chainOf(Object request) {
        Class<?> type = request.getClass();
        Chain<?> chain = byClass.get(type);
        if (chain == null) {
            chain = search(type);
            byClass.put(type, chain);
        }
        return (Chain<R>) chain;
    }

    private Chain<?> search(Class<?> request) {
        Deque<TypeView> views = new ArrayDeque<>(List.of(TypeView.of(request)));
        while (!views.isEmpty()) {
            TypeView view = views.poll();
            Optional<Chain<?>> chain = chainAt(request, view);
            if (chain.isPresent()) {
                return chain.get();
            }
            views.addAll(view.above());
        }
        throw DeploymentMessages.MESSAGES.noHandlerFor(request.getName(), primaries.getSimpleName(), declared(request));
    }

    /** What is declared, for a human: some, those first whose names are most like the one that is not. */
    private String declared(Class<?> request) {
        if (chains.isEmpty()) {
            return "none is declared at all";
        }
        List<String> names =
                chains.keySet().stream().map(ConcreteType::toString).toList();
        List<String> nearest = Spelling.sorted(request.getName(), names);
        int more = nearest.size() - LISTED;
        return "declared: "
                + nearest.stream().limit(LISTED).map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private Optional<Chain<?>> chainAt(Class<?> request, TypeView view) {
        if (view.concrete().isPresent()) {
            return view.concrete().map(chains::get);
        }
        // The request does not say what its type argument is: right where there is only one it can be.
        List<ConcreteType> candidates = chains.keySet().stream()
                .filter(declared -> declared.raw() == view.raw())
                .toList();
        if (candidates.size() > 1) {
            throw DeploymentMessages.MESSAGES.ambiguousRequest(
                    request.getName(),
                    candidates.stream().map(ConcreteType::toString).sorted().collect(Collectors.joining(" and ")),
                    view.raw().getSimpleName());
        }
        return candidates.stream().findFirst().map(chains::get);
    }
}
