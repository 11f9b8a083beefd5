/**
 * What stands in front of an application's REST endpoints: pages of other origins, and what a request may weigh. The
 * central type is {@link org.cqrsjakarta.internal.rest.HttpProtections}. Knows nothing of streams. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.rest;

import org.jspecify.annotations.NullMarked;
