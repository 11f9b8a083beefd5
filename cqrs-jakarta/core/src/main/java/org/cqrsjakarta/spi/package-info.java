/**
 * What another module plugs in. The clock, {@link org.cqrsjakarta.spi.Time}, which the test kit replaces by one that is
 * turned by hand; and what writes items as JSON, {@link org.cqrsjakarta.spi.ItemEncoder}: a bean of one of these types
 * takes the place of the library's own. Where nodes share their circuits, {@link org.cqrsjakarta.spi.CircuitStore}, and find
 * the streams of each other, {@link org.cqrsjakarta.spi.StreamStore}: the library does without if there is none. Public API.
 */
@NullMarked
package org.cqrsjakarta.spi;

import org.jspecify.annotations.NullMarked;
