/** The feed that the demo replays for itself, and its faults: {@link org.cqrsjakarta.demo.feed.Feed}. */
@NullMarked
package org.cqrsjakarta.demo.feed;

import org.jspecify.annotations.NullMarked;
