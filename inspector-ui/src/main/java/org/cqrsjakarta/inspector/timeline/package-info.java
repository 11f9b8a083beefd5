/**
 * The picture, pixel by pixel: what is drawn where, in which colour and shape. The central types are
 * {@link org.cqrsjakarta.inspector.timeline.Raster} and the painters that fill it. Knows no toolkit, so the same history
 * gives the same pixels everywhere.
 */
@NullMarked
package org.cqrsjakarta.inspector.timeline;

import org.jspecify.annotations.NullMarked;
