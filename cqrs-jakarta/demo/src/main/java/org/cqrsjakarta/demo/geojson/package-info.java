/** Quakes out of GeoJSON, one by one as the bytes arrive: {@link org.cqrsjakarta.demo.geojson.QuakeReader}. */
@NullMarked
package org.cqrsjakarta.demo.geojson;

import org.jspecify.annotations.NullMarked;
