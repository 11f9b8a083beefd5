package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.cqrsjakarta.spi.ItemEncoder;

/**
 * Says at deployment which items JSON-B's defaults cannot write, as far as their type tells: what it reads by are public
 * members of public classes. Only what is certain is said, and as a warning, since streams may be used without being
 * delivered. Tried with Yasson 3.0.4, where a class that is not public fails at the first item, and one without anything
 * public is {@code {}}.
 */
final class ItemsAsJson {

    private static final String JSONB = "jakarta.json.bind.Jsonb";
    private static final String JSONB_ANNOTATIONS = "jakarta.json.bind.annotation.";

    private final BiConsumer<String, String> unreadable;
    private final BiConsumer<String, String> empty;

    /**
     * Creates the check.
     *
     * @param unreadable is told of a handler and of the type that makes the writing of its items fail
     * @param empty      is told of a handler and of the type that is written as an empty object
     */
    ItemsAsJson(BiConsumer<String, String> unreadable, BiConsumer<String, String> empty) {
        this.unreadable = unreadable;
        this.empty = empty;
    }

    /** Whether the application writes items by its own means, which may read whatever it likes; or there is no delivery. */
    static boolean areWrittenOtherwise(BeanManager beans) {
        if (!beans.getBeans(ItemEncoder.class, Any.Literal.INSTANCE).isEmpty()) {
            return true;
        }
        try {
            Class<?> jsonb = Class.forName(JSONB, false, ItemsAsJson.class.getClassLoader());
            return !beans.getBeans(jsonb, Any.Literal.INSTANCE).isEmpty();
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }

    /** Looks at the items of all handlers of streams, each type once. */
    void check(List<HandlerModel> handlers) {
        Set<Class<?>> seen = new HashSet<>();
        handlers.stream()
                .filter(handler -> handler.contract().isStreaming())
                .forEach(handler -> check(handler.items(), handler.place(), seen));
    }

    private void check(ConcreteType type, String handler, Set<Class<?>> seen) {
        type.arguments().forEach(argument -> check(argument, handler, seen));
        Class<?> raw = type.raw();
        while (raw.isArray()) {
            raw = raw.getComponentType();
        }
        if (!isWrittenByItsMembers(raw) || !seen.add(raw)) {
            return;
        }
        List<Member> visible = visible(raw).toList();
        if (visible.stream().anyMatch(member -> !isPublic(member.getDeclaringClass()))) {
            unreadable.accept(handler, raw.getName());
        } else if (visible.isEmpty() && hasState(raw)) {
            empty.accept(handler, raw.getName());
        }
        for (Member member : visible) {
            if (!isCustom((AnnotatedElement) member)) {
                ConcreteType.of(typeOf(member), type.bindings()).ifPresent(found -> check(found, handler, seen));
            }
        }
    }

    /** What is written is of the class that an item has, so of an interface or an abstract class nothing is known. */
    private static boolean isWrittenByItsMembers(Class<?> type) {
        return !type.isPrimitive()
                && !type.isEnum()
                && !Modifier.isAbstract(type.getModifiers())
                && !isOfPlatform(type)
                && !Collection.class.isAssignableFrom(type)
                && !Map.class.isAssignableFrom(type)
                && !isCustom(type)
                && !isCustom(type.getPackage());
    }

    private static boolean isOfPlatform(Class<?> type) {
        return Stream.of("java.", "javax.", "jakarta.").anyMatch(type.getName()::startsWith);
    }

    /** Adapters, serializers, visibility: whatever JSON-B is told there, it does. */
    private static boolean isCustom(AnnotatedElement element) {
        return element != null
                && Arrays.stream(element.getAnnotations())
                        .map(Annotation::annotationType)
                        .anyMatch(found -> found.getName().startsWith(JSONB_ANNOTATIONS));
    }

    /** The members that JSON-B reads by, those that are inherited among them. */
    private static Stream<Member> visible(Class<?> type) {
        Stream<Member> fields = Arrays.stream(type.getFields())
                .filter(field ->
                        !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()))
                .map(Member.class::cast);
        Stream<Member> getters = type.isRecord()
                ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor)
                : Arrays.stream(type.getMethods()).filter(ItemsAsJson::isGetter).map(Member.class::cast);
        return Stream.concat(fields, getters);
    }

    private static boolean isGetter(Method method) {
        String name = method.getName();
        boolean named = (name.startsWith("get") && name.length() > 3) || (name.startsWith("is") && name.length() > 2);
        return named
                && method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && method.getDeclaringClass() != Object.class
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge();
    }

    private static Type typeOf(Member member) {
        return member instanceof Field field ? field.getGenericType() : ((Method) member).getGenericReturnType();
    }

    /** Of a protected class the virtual machine makes a public one. */
    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
    }

    private static boolean hasState(Class<?> type) {
        return Stream.<Class<?>>iterate(type, found -> found != null && found != Object.class, Class::getSuperclass)
                .flatMap(found -> Arrays.stream(found.getDeclaredFields()))
                .anyMatch(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic());
    }
}
