/**
 * Delivery as Server-Sent Events: frames, the writer with its adaptive flush and heartbeat, streams that outlive their
 * responses, streams in the server's own sinks, and the bounds of both. The central type is
 * {@link org.cqrsjakarta.internal.sse.SseDelivery}. With the public API and {@code internal.rest}, the only package that
 * imports Jakarta REST, and the only one that imports Jakarta Servlet. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.sse;

import org.jspecify.annotations.NullMarked;
