/** Streams that are delivered through an event sink of Jakarta REST, for code that already holds one. */
@NullMarked
package org.cqrsjakarta.internal.sink;

import org.jspecify.annotations.NullMarked;
