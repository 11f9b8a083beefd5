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
 * @param contract the interface that it implements
 * @param request  type of its requests
 * @param items    type of its items, or of its response
 * @param fallback its annotation; {@code null} for a primary
 * @param policies as declared
 */
record HandlerModel(
        Bean<?> bean,
        Class<?> type,
        String place,
        HandlerContract contract,
        ConcreteType request,
        ConcreteType items,
        @Nullable Fallback fallback,
        DeclaredPolicies policies) {

    boolean isPrimary() {
        return fallback == null;
    }

    @Override
    public String toString() {
        return "'" + place + "'";
    }
}
