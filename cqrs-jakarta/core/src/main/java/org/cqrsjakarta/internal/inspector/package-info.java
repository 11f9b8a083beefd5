/**
 * What an inspector sees and an operator does: the recorder of what happens, the feed that tells it, and the actions on
 * circuits (docs/inspector-protocol.md). The central type is {@link org.cqrsjakarta.internal.inspector.Inspector}. The
 * data path knows nothing of it but {@link org.cqrsjakarta.internal.telemetry.Telemetry}. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.inspector;

import org.jspecify.annotations.NullMarked;
