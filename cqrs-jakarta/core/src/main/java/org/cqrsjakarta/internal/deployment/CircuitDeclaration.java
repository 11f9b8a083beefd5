package org.cqrsjakarta.internal.deployment;

import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * A {@code @CircuitBreaker} as it stands in the source, and where MicroProfile Config overrides it (MicroProfile Fault
 * Tolerance 4.1, chapter "Configuration").
 *
 * @param annotation as found
 * @param place      prefix of its properties: the class, or the class and the method that carry it
 */
record CircuitDeclaration(CircuitBreaker annotation, String place) {}
