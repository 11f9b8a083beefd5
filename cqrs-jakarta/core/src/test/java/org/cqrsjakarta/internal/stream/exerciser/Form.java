package org.cqrsjakarta.internal.stream.exerciser;

import org.cqrsjakarta.internal.chain.Shape;

/** How a handler gives its items. */
enum Form {
    SPLITERATOR(Shape.PULLED),
    /** With an inner stream for each few items. */
    FLAT_MAP(Shape.PULLED),
    /** Another stream of the mediator's. */
    NESTED(Shape.PULLED),
    EMITTED(Shape.EMITTED),
    PUBLISHED(Shape.PUBLISHED),
    PUBLISHED_FROM_ANOTHER_THREAD(Shape.PUBLISHED),
    UNRULY(Shape.PUBLISHED);

    final Shape shape;

    Form(Shape shape) {
        this.shape = shape;
    }

    /**
     * Whether the events of an item are fired before it is handed on. What reads ahead raises those of several items with
     * the first of them, and with that they are lost where it is passed over.
     */
    boolean raisesInTime() {
        return this != FLAT_MAP && this != UNRULY && this != PUBLISHED_FROM_ANOTHER_THREAD;
    }

    /** Whether all items before a failure reach the consumer: what pulls an inner stream reads it whole. */
    boolean isExact() {
        return this != FLAT_MAP && this != NESTED && this != UNRULY;
    }
}
