/**
 * The messages of {@code docs/inspector-protocol.md} as values, and how they are read. The central type is
 * {@link org.cqrsjakarta.inspector.protocol.Message}. Knows nothing of connections, files or pictures.
 */
@NullMarked
package org.cqrsjakarta.inspector.protocol;

import org.jspecify.annotations.NullMarked;
