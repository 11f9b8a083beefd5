package org.cqrsjakarta.internal.deployment;

import java.lang.annotation.Annotation;

/**
 * A policy annotation as it stands in the source, and where MicroProfile Config overrides it (MicroProfile Fault
 * Tolerance 4.1, chapter "Configuration").
 *
 * @param annotation as found
 * @param place      prefix of its properties: the class, or the class and the method that carry it
 * @param <A>        type of the annotation
 */
record Declaration<A extends Annotation>(A annotation, String place) {

    /** Simple name of the annotation, the middle of its properties' names. */
    String name() {
        return annotation.annotationType().getSimpleName();
    }
}
