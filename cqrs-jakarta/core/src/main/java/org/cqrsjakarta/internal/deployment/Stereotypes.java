package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Annotations that arrive at a bean through its stereotypes. */
final class Stereotypes {

    private Stereotypes() {}

    /**
     * Looks for an annotation among some others, and in the stereotypes among them, at any depth.
     *
     * @return the nearest one
     */
    static <A extends Annotation> Optional<A> find(Class<A> wanted, Collection<Annotation> annotations) {
        return find(wanted, annotations, new HashSet<>());
    }

    /** The same, for what stands on a class or a member. */
    static <A extends Annotation> Optional<A> find(Class<A> wanted, AnnotatedElement element) {
        return find(wanted, List.of(element.getAnnotations()));
    }

    static boolean isStereotype(Annotation annotation) {
        return annotation.annotationType().isAnnotationPresent(Stereotype.class);
    }

    private static <A extends Annotation> Optional<A> find(
            Class<A> wanted, Collection<Annotation> annotations, Set<Class<?>> seen) {
        Optional<A> direct = annotations.stream()
                .filter(wanted::isInstance)
                .map(wanted::cast)
                .findFirst();
        if (direct.isPresent()) {
            return direct;
        }
        return annotations.stream()
                .filter(Stereotypes::isStereotype)
                .filter(stereotype -> seen.add(stereotype.annotationType()))
                .map(stereotype ->
                        find(wanted, Arrays.asList(stereotype.annotationType().getAnnotations()), seen))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
