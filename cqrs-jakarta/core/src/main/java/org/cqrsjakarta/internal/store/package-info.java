/**
 * Circuits that all nodes share, by a {@link org.cqrsjakarta.spi.CircuitStore}. The central type is
 * {@link org.cqrsjakarta.internal.store.NodeCircuits}. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.store;

import org.jspecify.annotations.NullMarked;
