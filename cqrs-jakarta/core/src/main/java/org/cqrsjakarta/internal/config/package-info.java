/**
 * Reads MicroProfile Config. The central type is {@link org.cqrsjakarta.internal.config.PropertyReader}; what the values
 * mean is said by the records that hold them. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.config;

import org.jspecify.annotations.NullMarked;
