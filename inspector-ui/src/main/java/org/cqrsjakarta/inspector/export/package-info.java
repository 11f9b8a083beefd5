/** Writes what is on screen into files: {@link org.cqrsjakarta.inspector.export.PngFile} and its table. */
@NullMarked
package org.cqrsjakarta.inspector.export;

import org.jspecify.annotations.NullMarked;
