package org.cqrsjakarta.internal.chain;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the declared type of keys says of their texts ({@link KeyText}), before there are any keys. */
public enum KeyTexts {
    /** Each key has one. */
    ALL,
    /** No key has one: no other node can know what was delivered. */
    NONE,
    /** That depends on the keys. */
    UNKNOWN;

    private static final Set<Class<?>> OPEN = Set.of(Object.class, Number.class, Record.class, Enum.class);

    /** Tells it for the keys of a type. */
    public static KeyTexts of(Type declared) {
        return of(declared, new HashSet<>());
    }

    private static KeyTexts of(Type declared, Set<Class<?>> around) {
        if (declared instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? of(generic.getActualTypeArguments()[0], around)
                    : of(generic.getRawType(), around);
        }
        return declared instanceof Class<?> type ? of(type, around) : UNKNOWN;
    }

    private static KeyTexts of(Class<?> type, Set<Class<?>> around) {
        if (type.isPrimitive() || type.isEnum() || KeyText.isSimple(type)) {
            return ALL;
        }
        if (type.isRecord()) {
            return ofFields(type, around);
        }
        return type.isInterface() || OPEN.contains(type) || List.class.isAssignableFrom(type) ? UNKNOWN : NONE;
    }

    private static KeyTexts ofFields(Class<?> type, Set<Class<?>> around) {
        KeyTexts all = ALL;
        if (!around.add(type)) {
            // One within another of its kind has what the outer one has.
            return all;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            KeyTexts one = of(component.getGenericType(), around);
            if (one == NONE) {
                return NONE;
            }
            all = one == UNKNOWN ? UNKNOWN : all;
        }
        return all;
    }
}
