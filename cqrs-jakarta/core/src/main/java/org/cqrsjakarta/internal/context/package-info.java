/**
 * The contexts in which handlers run, wherever their stream is pulled: request context, security identity and class
 * loader. The central type is {@link org.cqrsjakarta.internal.context.ContextCapture}. What a server offers is found
 * out at run time; without any of it, a fresh request context is what remains. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.context;

import org.jspecify.annotations.NullMarked;
