package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.inject.Scope;
import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * Takes {@code @CircuitBreaker}, {@code @Retry} and {@code @Bulkhead} off the handlers, so that no interceptor of the
 * server's applies them a second time: a circuit around the <em>call</em> of {@code handle} would call a lazily produced
 * stream a success.
 */
final class FaultToleranceRemoval {

    /** Annotations of a stereotype that say something about the stereotype, not about the beans that carry it. */
    private static final Set<Class<?>> OF_ANNOTATIONS =
            Set.of(Stereotype.class, Documented.class, Inherited.class, Retention.class, Target.class);

    private static final Set<Class<? extends Annotation>> TAKEN_OFF =
            Set.of(CircuitBreaker.class, Retry.class, Bulkhead.class);

    private FaultToleranceRemoval() {}

    /**
     * Takes them off one type: off the class if that is a handler, off {@code handle}, and off producers of handlers.
     *
     * @param type a class that carries, or whose members carry, a handler annotation
     */
    static void from(AnnotatedTypeConfigurator<?> type) {
        AnnotatedType<?> original = type.getAnnotated();
        if (declaresHandler(List.copyOf(original.getAnnotations()))) {
            type.remove(FaultToleranceRemoval::isTakenOff);
            type.filterMethods(method -> method.getJavaMember().getName().equals("handle"))
                    .forEach(method -> method.remove(FaultToleranceRemoval::isTakenOff));
            original.getAnnotations().stream()
                    .filter(FaultToleranceRemoval::bringsOne)
                    .forEach(stereotype -> replace(type, stereotype));
        }
        type.filterMethods(method -> declaresHandler(List.copyOf(method.getAnnotations())))
                .forEach(method -> method.remove(FaultToleranceRemoval::isTakenOff));
    }

    static boolean declaresHandler(List<Annotation> annotations) {
        return HandlerReader.ROLES.stream()
                .anyMatch(role -> Stereotypes.find(role, annotations).isPresent());
    }

    /** A stereotype cannot be changed, so everything else it brings is put in its place. */
    private static void replace(AnnotatedTypeConfigurator<?> type, Annotation stereotype) {
        type.remove(stereotype::equals);
        for (Annotation brought : stereotype.annotationType().getAnnotations()) {
            if (OF_ANNOTATIONS.contains(brought.annotationType()) || isTakenOff(brought)) {
                continue;
            }
            if (bringsOne(brought)) {
                replace(type, brought);
            } else if (!isOverruled(brought, type.getAnnotated())) {
                type.add(brought);
            }
        }
    }

    /** What stands on the bean itself wins over its stereotypes, and so does any scope over their default scope. */
    private static boolean isOverruled(Annotation brought, AnnotatedType<?> bean) {
        return bean.isAnnotationPresent(brought.annotationType())
                || (isScope(brought) && bean.getAnnotations().stream().anyMatch(FaultToleranceRemoval::isScope));
    }

    private static boolean isScope(Annotation annotation) {
        Class<? extends Annotation> type = annotation.annotationType();
        return type.isAnnotationPresent(NormalScope.class) || type.isAnnotationPresent(Scope.class);
    }

    private static boolean bringsOne(Annotation annotation) {
        return Stereotypes.isStereotype(annotation)
                && TAKEN_OFF.stream()
                        .anyMatch(policy ->
                                Stereotypes.find(policy, List.of(annotation)).isPresent());
    }

    private static boolean isTakenOff(Annotation annotation) {
        return TAKEN_OFF.contains(annotation.annotationType());
    }
}
