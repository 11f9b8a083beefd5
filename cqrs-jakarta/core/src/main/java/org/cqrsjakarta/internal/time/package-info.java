/**
 * The machine's clock, {@link org.cqrsjakarta.internal.time.SystemTime}, unless the application has a
 * {@link org.cqrsjakarta.spi.Time} of its own. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.time;

import org.jspecify.annotations.NullMarked;
