package org.cqrsjakarta.internal.deployment;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type without variables, comparable whichever reflection it comes from.
 *
 * @param raw       the class
 * @param arguments its type arguments, empty for a class that has no parameters
 */
record ConcreteType(Class<?> raw, List<ConcreteType> arguments) {

    ConcreteType {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads a type.
     *
     * @return empty if the type is raw, is a type variable, or contains either
     */
    static Optional<ConcreteType> of(Type type) {
        return of(type, Map.of());
    }

    /** The same, where some type variables are known. */
    static Optional<ConcreteType> of(Type type, Map<TypeVariable<?>, ConcreteType> known) {
        return switch (type) {
            case Class<?> raw ->
                raw.getTypeParameters().length == 0 ? Optional.of(new ConcreteType(raw, List.of())) : Optional.empty();
            case ParameterizedType parameterized -> ofParameterized(parameterized, known);
            case GenericArrayType array ->
                of(array.getGenericComponentType(), known)
                        .map(element -> new ConcreteType(element.raw().arrayType(), element.arguments()));
            // A wildcard stands for all that fits its bound.
            case WildcardType wildcard -> of(wildcard.getUpperBounds()[0], known);
            case TypeVariable<?> variable -> Optional.ofNullable(known.get(variable));
            default -> Optional.empty();
        };
    }

    private static Optional<ConcreteType> ofParameterized(
            ParameterizedType type, Map<TypeVariable<?>, ConcreteType> known) {
        List<ConcreteType> arguments = new ArrayList<>();
        for (Type argument : type.getActualTypeArguments()) {
            Optional<ConcreteType> concrete = of(argument, known);
            if (concrete.isEmpty()) {
                return Optional.empty();
            }
            arguments.add(concrete.get());
        }
        return Optional.of(new ConcreteType((Class<?>) type.getRawType(), arguments));
    }

    /** Whether whoever takes this type can take that one: it is this class, or extends it, and its arguments fit, too. */
    boolean takes(ConcreteType other) {
        if (raw != other.raw) {
            return raw.isAssignableFrom(other.raw);
        }
        for (int i = 0; i < arguments.size(); i++) {
            // A wildcard has become its bound.
            if (!arguments.get(i).takes(other.arguments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** What the type's own variables stand for. */
    Map<TypeVariable<?>, ConcreteType> bindings() {
        Map<TypeVariable<?>, ConcreteType> bindings = new HashMap<>();
        TypeVariable<?>[] parameters = raw.getTypeParameters();
        for (int i = 0; i < arguments.size() && i < parameters.length; i++) {
            bindings.put(parameters[i], arguments.get(i));
        }
        return bindings;
    }

    /** The same, for whoever reads types by reflection. */
    Type type() {
        return arguments.isEmpty() ? raw : new Parameterized(raw, arguments);
    }

    private record Parameterized(Class<?> raw, List<ConcreteType> arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.stream().map(ConcreteType::type).toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }
    }

    @Override
    public String toString() {
        return arguments.isEmpty()
                ? raw.getTypeName()
                : raw.getTypeName()
                        + arguments.stream().map(ConcreteType::toString).collect(Collectors.joining(", ", "<", ">"));
    }
}
