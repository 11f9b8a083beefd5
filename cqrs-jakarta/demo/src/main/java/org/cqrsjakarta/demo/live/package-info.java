/** The primary: {@link org.cqrsjakarta.demo.live.LiveQuakes}, from a feed over HTTP. */
@NullMarked
package org.cqrsjakarta.demo.live;

import org.jspecify.annotations.NullMarked;
