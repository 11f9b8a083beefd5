/**
 * What is known of streams and circuits, on one time axis and within bounds. The central type is
 * {@link org.cqrsjakarta.inspector.history.History}. One thread writes and reads; nothing here knows of pictures.
 *
 * <p>All times are microseconds since 1970 by the clock of the inspector: what a server says is moved by the difference of
 * the clocks as it comes in.
 */
@NullMarked
package org.cqrsjakarta.inspector.history;

import org.jspecify.annotations.NullMarked;
