/**
 * Recordings: messages as NDJSON, as {@code docs/inspector-protocol.md} says, written while they come in and played back.
 */
@NullMarked
package org.cqrsjakarta.inspector.recording;

import org.jspecify.annotations.NullMarked;
