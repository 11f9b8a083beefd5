/**
 * Delivery to clients of Jakarta REST: the {@link org.cqrsjakarta.rest.SseMediator}, tickets for those who cannot say who
 * they are, and the protection of endpoints.
 */
@NullMarked
package org.cqrsjakarta.rest;

import org.jspecify.annotations.NullMarked;
