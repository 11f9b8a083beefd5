/**
 * What a handler opens, whichever its shape: a {@code Stream} to be pulled, an emission that pushes, a publisher. The
 * central type is {@link org.cqrsjakarta.internal.source.Source}, made by {@link org.cqrsjakarta.internal.source.Sources}:
 * run where it is consumed, or on a thread of its own under its limits. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.source;

import org.jspecify.annotations.NullMarked;
