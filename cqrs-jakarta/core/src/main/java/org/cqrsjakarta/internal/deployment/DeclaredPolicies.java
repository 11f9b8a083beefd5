package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cqrsjakarta.StreamTimeout;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * The policies of one handler as its source declares them: on {@code handle}, on the producer, on the class, or on a
 * stereotype. Read from the source, since from what the container sees they were taken off.
 *
 * @param byType at most one of each
 */
record DeclaredPolicies(Map<Class<? extends Annotation>, Declaration<?>> byType) {

    /** Those that we apply. */
    static final List<Class<? extends Annotation>> APPLIED =
            List.of(CircuitBreaker.class, Retry.class, Bulkhead.class, StreamTimeout.class);

    /** Those that say something about the call of a method, which is not what a stream is about. */
    static final List<Class<? extends Annotation>> UNFIT =
            List.of(Timeout.class, Asynchronous.class, org.eclipse.microprofile.faulttolerance.Fallback.class);

    DeclaredPolicies {
        byType = Map.copyOf(byType);
    }

    /**
     * Reads them.
     *
     * @param type      the handler's class, or what its producer returns
     * @param annotated the class or the producer
     */
    static DeclaredPolicies of(Class<?> type, Annotated annotated) {
        Map<Class<? extends Annotation>, Declaration<?>> found = new LinkedHashMap<>();
        APPLIED.forEach(policy -> find(policy, type, annotated).ifPresent(one -> found.put(policy, one)));
        UNFIT.forEach(policy -> find(policy, type, annotated).ifPresent(one -> found.put(policy, one)));
        return new DeclaredPolicies(found);
    }

    /** The declaration of one policy. */
    @SuppressWarnings("unchecked")
    <A extends Annotation> Optional<Declaration<A>> get(Class<A> policy) {
        return Optional.ofNullable((Declaration<A>) byType.get(policy));
    }

    private static <A extends Annotation> Optional<Declaration<A>> find(
            Class<A> policy, Class<?> type, Annotated annotated) {
        Optional<Declaration<A>> onMethod = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("handle") && !method.isBridge())
                .filter(method -> method.isAnnotationPresent(policy))
                .map(method -> onMethod(policy, method))
                .findFirst();
        if (onMethod.isPresent()) {
            return onMethod;
        }
        Optional<Declaration<A>> onProducer = annotated instanceof AnnotatedMember<?> member
                ? Stereotypes.find(policy, (AnnotatedElement) member.getJavaMember())
                        .map(annotation -> new Declaration<>(annotation, propertyPrefix(member)))
                : Optional.empty();
        return onProducer.or(
                () -> Stereotypes.find(policy, type).map(annotation -> new Declaration<>(annotation, type.getName())));
    }

    private static <A extends Annotation> Declaration<A> onMethod(Class<A> policy, Method method) {
        return new Declaration<>(
                method.getAnnotation(policy), method.getDeclaringClass().getName() + "/" + method.getName());
    }

    private static String propertyPrefix(AnnotatedMember<?> member) {
        return member.getDeclaringType().getJavaClass().getName() + "/"
                + member.getJavaMember().getName();
    }
}
