package org.cqrsjakarta.internal.deployment;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.internal.stream.Chain;

/** The chains of the application by request type. Immutable but for a memory of classes that were looked up. */
final class HandlerTable {

    private final Map<ConcreteType, Chain<?>> chains;
    private final Map<Class<?>, Chain<?>> byClass = new ConcurrentHashMap<>();

    HandlerTable(Map<ConcreteType, Chain<?>> chains) {
        this.chains = Map.copyOf(chains);
    }

    /**
     * Finds the chain of a request: declared for its class, or for the nearest type that its class extends.
     *
     * @throws org.cqrsjakarta.UnknownRequestException if there is none, or several fit
     */
    @SuppressWarnings("unchecked")
    <R> Chain<R> chainOf(StreamRequest<R> request) {
        Class<?> type = request.getClass();
        Chain<?> chain = byClass.get(type);
        if (chain == null) {
            chain = search(type);
            byClass.put(type, chain);
        }
        return (Chain<R>) chain;
    }

    private Chain<?> search(Class<?> request) {
        Deque<Type> types = new ArrayDeque<>(List.of(request));
        while (!types.isEmpty()) {
            Type type = types.poll();
            Class<?> raw = HandlerReader.rawType(type);
            Optional<Chain<?>> chain = chainAt(request, type, raw);
            if (chain.isPresent()) {
                return chain.get();
            }
            List<Type> above = new ArrayList<>(Arrays.asList(raw.getGenericInterfaces()));
            if (raw.getGenericSuperclass() != null) {
                above.addFirst(raw.getGenericSuperclass());
            }
            types.addAll(above);
        }
        throw DeploymentMessages.MESSAGES.noHandlerFor(request.getName());
    }

    private Optional<Chain<?>> chainAt(Class<?> request, Type type, Class<?> raw) {
        List<ConcreteType> candidates = chains.keySet().stream()
                .filter(declared -> declared.raw() == raw)
                .toList();
        if (type instanceof ParameterizedType) {
            Optional<ConcreteType> concrete = ConcreteType.of(type);
            if (concrete.isPresent()) {
                return concrete.map(chains::get);
            }
        }
        if (candidates.size() > 1) {
            throw DeploymentMessages.MESSAGES.ambiguousRequest(
                    request.getName(),
                    candidates.stream().map(ConcreteType::toString).sorted().collect(Collectors.joining(" and ")),
                    raw.getSimpleName());
        }
        return candidates.stream().findFirst().map(chains::get);
    }
}
