/**
 * What an application imports: requests and handlers, the annotations that declare a chain, and the
 * {@link org.cqrsjakarta.StreamingMediator} that runs it.
 *
 * <p>Everything here is public API; everything below {@code org.cqrsjakarta.internal} is not.
 */
@NullMarked
package org.cqrsjakarta;

import org.jspecify.annotations.NullMarked;
