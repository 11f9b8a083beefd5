/**
 * Deployment: finds the handlers, applies the rules that accept or refuse them, and puts the application's mediator
 * together. The entry is {@link org.cqrsjakarta.internal.deployment.CqrsExtension}. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.deployment;

import org.jspecify.annotations.NullMarked;
