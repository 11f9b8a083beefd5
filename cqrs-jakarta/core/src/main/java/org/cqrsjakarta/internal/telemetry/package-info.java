/**
 * Recording: what happens to streams and circuits goes out as log lines, as CDI events and to the JDK's Flight Recorder.
 * The central type is {@link org.cqrsjakarta.internal.telemetry.Telemetry}, to which everything may report and which
 * knows nobody. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.telemetry;

import org.jspecify.annotations.NullMarked;
