/**
 * Recording: what happens to streams and circuits goes out as log lines and as CDI events. The central type is
 * {@link org.cqrsjakarta.internal.telemetry.Telemetry}, to which everything may report and which knows nobody.
 * Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.telemetry;

import org.jspecify.annotations.NullMarked;
