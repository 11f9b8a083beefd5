/** The demo's vocabulary: {@link org.cqrsjakarta.demo.StreamQuakes} asks for a stream of {@link org.cqrsjakarta.demo.Quake}s. */
@NullMarked
package org.cqrsjakarta.demo;

import org.jspecify.annotations.NullMarked;
