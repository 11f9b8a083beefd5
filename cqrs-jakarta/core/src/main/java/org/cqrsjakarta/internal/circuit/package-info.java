/**
 * Circuits: admission and outcomes, with SmallRye Fault Tolerance as the state machine behind them. The central type
 * is {@link org.cqrsjakarta.internal.circuit.Circuit}. The only package that imports SmallRye. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.circuit;

import org.jspecify.annotations.NullMarked;
