/**
 * Domain events: who raised what ({@link org.cqrsjakarta.internal.event.RaisedEvents}), and their publication, turn by
 * turn ({@link org.cqrsjakarta.internal.event.EventTurns}). Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.event;

import org.jspecify.annotations.NullMarked;
