package org.cqrsjakarta.internal.sse;

import org.jspecify.annotations.Nullable;

/**
 * Whose stream of what: only the same caller with the same request may go on with it.
 *
 * @param user    name of the authenticated caller; {@code null} if there is none
 * @param request compared by {@code equals}
 */
record StreamKey(@Nullable String user, Object request) {}
