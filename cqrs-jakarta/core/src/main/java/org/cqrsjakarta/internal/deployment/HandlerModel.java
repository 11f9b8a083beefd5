package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.Bean;
import org.cqrsjakarta.Fallback;
import org.jspecify.annotations.Nullable;

/**
 * One declared handler, as found at deployment, its types already checked.
 *
 * @param bean     the bean that provides it
 * @param type     the bean's class, or the class that its producer returns
 * @param place    the class or the producer, in full, for messages
 * @param request  type of its requests
 * @param items    type of its items
 * @param fallback its annotation; {@code null} for a primary
 * @param circuit  its circuit as declared; {@code null} if it declares none
 */
record HandlerModel(
        Bean<?> bean,
        Class<?> type,
        String place,
        ConcreteType request,
        ConcreteType items,
        @Nullable Fallback fallback,
        @Nullable CircuitDeclaration circuit) {

    boolean isPrimary() {
        return fallback == null;
    }

    @Override
    public String toString() {
        return "'" + place + "'";
    }
}
