package org.cqrsjakarta.internal.deployment;

import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One of the types that a class is or extends.
 *
 * @param raw      the class of that type
 * @param concrete the type; empty where the class that is looked at does not say what its type arguments are
 */
record TypeView(Class<?> raw, Optional<ConcreteType> concrete) {

    static TypeView of(Type type) {
        return of(type, Map.of());
    }

    private static TypeView of(Type type, Map<TypeVariable<?>, ConcreteType> known) {
        return new TypeView(HandlerReader.rawType(type), ConcreteType.of(type, known));
    }

    /** What it extends directly, the class first. */
    List<TypeView> above() {
        var known = concrete.map(ConcreteType::bindings).orElse(Map.of());
        return Stream.concat(Stream.ofNullable(raw.getGenericSuperclass()), Arrays.stream(raw.getGenericInterfaces()))
                .map(type -> of(type, known))
                .toList();
    }

    /** Itself, if it is of this class, or the first of those above that is. */
    Optional<TypeView> as(Class<?> wanted) {
        return raw == wanted
                ? Optional.of(this)
                : above().stream()
                        .map(view -> view.as(wanted))
                        .flatMap(Optional::stream)
                        .findFirst();
    }
}
