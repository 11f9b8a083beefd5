/**
 * Time as the other packages see it: {@link org.cqrsjakarta.internal.time.Time}, which tests turn by hand. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.time;

import org.jspecify.annotations.NullMarked;
