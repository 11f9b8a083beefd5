/**
 * Texts of others, made fit to be shown: {@link org.cqrsjakarta.inspector.text.Printable}. Knows nothing of what they are
 * about.
 */
@NullMarked
package org.cqrsjakarta.inspector.text;

import org.jspecify.annotations.NullMarked;
