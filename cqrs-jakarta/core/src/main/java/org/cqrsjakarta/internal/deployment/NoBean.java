package org.cqrsjakarta.internal.deployment;

import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.Modifier;
import java.util.Optional;

/**
 * Reasons for which the container makes no bean of what says that it is a handler (Jakarta CDI 4.1, chapters 3.1.1 and
 * 3.2). Where none of them holds somebody wants it so: it is vetoed, or an alternative that is not selected.
 */
final class NoBean {

    private NoBean() {}

    /** Why a class is no bean. */
    static Optional<String> reason(AnnotatedType<?> type) {
        Class<?> raw = type.getJavaClass();
        if (raw.isAnnotation() || isLeftOut(type)) {
            return Optional.empty();
        }
        if (raw.isInterface()) {
            return Optional.of("it is an interface; put it on the class that implements this one");
        }
        if (raw.isEnum()) {
            return Optional.of("it is an enum; make it a class");
        }
        if (Extension.class.isAssignableFrom(raw)) {
            return Optional.of("it is an extension of CDI; make the handler a class of its own");
        }
        if (type.isAnnotationPresent(Decorator.class) || type.isAnnotationPresent(Interceptor.class)) {
            return Optional.of(
                    "it is a decorator or an interceptor; leave the annotation to the handlers around which it is");
        }
        if (raw.isMemberClass() && !Modifier.isStatic(raw.getModifiers())) {
            return Optional.of("it is an inner class, which needs an instance of the class around it; make it static");
        }
        if (Modifier.isAbstract(raw.getModifiers())) {
            return Optional.of("it is abstract; put it on the classes that extend this one");
        }
        return hasUsableConstructor(type) ? Optional.empty() : Optional.of(constructorMissing(raw));
    }

    /**
     * Why a member is no bean.
     *
     * @param ofClass why the class that declares it is none
     */
    static Optional<String> reason(AnnotatedMember<?> member, Optional<String> ofClass) {
        if (!member.isAnnotationPresent(Produces.class)) {
            return Optional.of(
                    "it lacks @Produces; on a producer both stand, and a class that handles carries it itself");
        }
        return isLeftOut(member)
                ? Optional.empty()
                : ofClass.map(reason -> "it is a producer, and the class that declares it is no bean: " + reason);
    }

    /** Alternatives that nobody has selected are no mistake; whether somebody has, cannot be told from the class. */
    private static boolean isLeftOut(Annotated annotated) {
        return Stereotypes.find(Alternative.class, annotated.getAnnotations()).isPresent();
    }

    private static boolean hasUsableConstructor(AnnotatedType<?> type) {
        return type.getConstructors().stream()
                .anyMatch(constructor ->
                        constructor.getParameters().isEmpty() || constructor.isAnnotationPresent(Inject.class));
    }

    private static String constructorMissing(Class<?> type) {
        return type.isRecord()
                ? "it is a record with components, which nobody gives it; make it a class, or put @Inject on its"
                        + " constructor if all of them are beans"
                : "it has neither a constructor without parameters nor one with @Inject; add one";
    }
}
