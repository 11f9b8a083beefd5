package org.cqrsjakarta.internal.stream;

import java.time.Duration;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.source.Limits;

/** The kinds of handler that the engine treats differently: each shape, where it is consumed or on its own thread. */
enum Kind {
    PULLED(Shape.PULLED, false),
    EMITTED(Shape.EMITTED, false),
    PUBLISHED(Shape.PUBLISHED, false),
    PULLED_WITH_LIMITS(Shape.PULLED, true),
    EMITTED_WITH_LIMITS(Shape.EMITTED, true),
    PUBLISHED_WITH_LIMITS(Shape.PUBLISHED, true);

    final Shape shape;
    final Limits limits;

    Kind(Shape shape, boolean limited) {
        this.shape = shape;
        this.limits =
                limited ? new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(9)) : Limits.NONE;
    }
}
