package org.cqrsjakarta.internal.deployment;

import static org.cqrsjakarta.internal.deployment.DeploymentMessages.MESSAGES;

import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.Interceptor;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the container finds, kept until it has found everything: only then is it clear which of it takes part. It tells of
 * beans that others specialize, although they are not enabled (Jakarta CDI 4.1, chapter 3.3.3), and of what is no bean it
 * does not tell at all.
 */
final class Discovery {

    /** A bean, with the class or the producer that it comes from. */
    record Found(Bean<?> bean, Annotated annotated) {

        boolean isHandler() {
            return !HandlerReader.rolesOf(annotated).isEmpty();
        }
    }

    private final Map<Class<?>, AnnotatedType<?>> declaring = new LinkedHashMap<>();
    private final List<Found> handlers = new ArrayList<>();
    private final List<Found> specializing = new ArrayList<>();
    private final Set<Class<?>> beanClasses = new HashSet<>();
    private final Set<Member> producers = new HashSet<>();

    /** A class that carries a handler's annotation, or has members that do. */
    void sees(AnnotatedType<?> type) {
        declaring.put(type.getJavaClass(), type);
    }

    /** A bean; any, as one that is no handler may specialize one that is. */
    void finds(Bean<?> bean, Annotated annotated) {
        if (bean instanceof Interceptor || bean instanceof Decorator) {
            return;
        }
        if (annotated instanceof AnnotatedMember<?> producer) {
            producers.add(producer.getJavaMember());
        } else {
            beanClasses.add(bean.getBeanClass());
        }
        Found found = new Found(bean, annotated);
        if (found.isHandler()) {
            handlers.add(found);
        }
        if (annotated.isAnnotationPresent(Specializes.class)) {
            specializing.add(found);
        }
    }

    /** The handlers that take part. A handler that ended as something else is a problem. */
    List<Found> handlers(Problems problems) {
        for (Found special : specializing) {
            handlers.stream()
                    .filter(handler -> !special.isHandler() && isReplaced(handler.annotated(), special.annotated()))
                    // Not for producers of a class that is specialized: they are gone as CDI has it.
                    .filter(handler -> isType(handler.annotated()) == isType(special.annotated()))
                    .forEach(handler -> problems.add(MESSAGES.specializedAway(
                            HandlerReader.place(special.annotated()),
                            HandlerReader.place(handler.annotated()),
                            HandlerReader.named(HandlerReader.rolesOf(handler.annotated())))));
        }
        declaring.values().forEach(type -> check(type, problems));
        return handlers.stream().filter(this::isEnabled).toList();
    }

    /** Drops what only validation needs. */
    void clear() {
        declaring.clear();
        handlers.clear();
        specializing.clear();
        beanClasses.clear();
        producers.clear();
    }

    private boolean isEnabled(Found handler) {
        return specializing.stream().noneMatch(special -> isReplaced(handler.annotated(), special.annotated()));
    }

    /** A bean takes the place of the one that it specializes, and of all that this one produces. */
    private static boolean isReplaced(Annotated replaced, Annotated special) {
        if (special instanceof AnnotatedType<?> type) {
            Class<?> from = type.getJavaClass().getSuperclass();
            return replaced instanceof AnnotatedMember<?> member
                    ? member.getJavaMember().getDeclaringClass() == from
                    : HandlerReader.rawType(replaced.getBaseType()) == from;
        }
        return special instanceof AnnotatedMethod<?> method
                && replaced instanceof AnnotatedMethod<?> overridden
                && method.getJavaMember()
                        .getName()
                        .equals(overridden.getJavaMember().getName())
                && Arrays.equals(
                        method.getJavaMember().getParameterTypes(),
                        overridden.getJavaMember().getParameterTypes())
                && method.getJavaMember().getDeclaringClass().getSuperclass()
                        == overridden.getJavaMember().getDeclaringClass();
    }

    private static boolean isType(Annotated annotated) {
        return annotated instanceof AnnotatedType;
    }

    private void check(AnnotatedType<?> type, Problems problems) {
        Optional<String> obstacle = beanClasses.contains(type.getJavaClass()) ? Optional.empty() : NoBean.reason(type);
        if (!HandlerReader.rolesOf(type).isEmpty()) {
            obstacle.filter(reason -> !isInherited(type)).ifPresent(reason -> add(type, reason, problems));
        }
        Stream.concat(type.getMethods().stream(), type.getFields().stream())
                .filter(member -> member.getJavaMember().getDeclaringClass() == type.getJavaClass())
                .filter(member -> !HandlerReader.rolesOf(member).isEmpty())
                .filter(member -> !producers.contains(member.getJavaMember()))
                .forEach(member -> NoBean.reason(member, obstacle).ifPresent(reason -> add(member, reason, problems)));
    }

    /** An abstract class may hand an inherited stereotype down to those that are beans. */
    private boolean isInherited(AnnotatedType<?> type) {
        return handlers.stream()
                .anyMatch(handler -> handler.annotated() instanceof AnnotatedType<?> other
                        && type.getJavaClass().isAssignableFrom(other.getJavaClass()));
    }

    private static void add(Annotated annotated, String reason, Problems problems) {
        problems.add(MESSAGES.noBean(
                HandlerReader.place(annotated), HandlerReader.named(HandlerReader.rolesOf(annotated)), reason));
    }
}
