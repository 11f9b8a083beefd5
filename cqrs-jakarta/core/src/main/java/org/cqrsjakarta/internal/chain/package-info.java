/**
 * The model that deployment builds and the engine reads: which handlers serve a request, in which order, and what stands
 * around each. The central type is {@link org.cqrsjakarta.internal.chain.Chain}. Immutable, but for the places of a
 * {@link org.cqrsjakarta.internal.chain.Bulkhead}. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.chain;

import org.jspecify.annotations.NullMarked;
