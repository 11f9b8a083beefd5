package org.cqrsjakarta.spi;

import java.util.Set;

/**
 * Names the settings below {@code cqrs.} that a module reads, so that none is taken for a misspelt one (CQRS00180). Found by
 * {@link java.util.ServiceLoader} when an application is deployed.
 */
public interface ModuleSettings {

    /** The full names, such as {@code cqrs.store.timeout}; in no order. */
    Set<String> names();
}
