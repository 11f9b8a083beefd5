package org.cqrsjakarta.internal.deployment;

import org.jspecify.annotations.Nullable;

/**
 * A response on its way through the engine, which refuses {@code null} items.
 *
 * @param value what the handler returned
 */
record Reply<R>(@Nullable R value) {}
