/**
 * The events an application may observe, fired as CDI events: {@code void on(@Observes SwitchedOver event)}. The root
 * is {@link org.cqrsjakarta.telemetry.TelemetryEvent}. Public API.
 *
 * <p>Observers run on the thread of the stream, or of the circuit, that they are told about, with a request context
 * active, and hold it up for as long as they take. What they throw is logged and changes nothing.
 */
@NullMarked
package org.cqrsjakarta.telemetry;

import org.jspecify.annotations.NullMarked;
