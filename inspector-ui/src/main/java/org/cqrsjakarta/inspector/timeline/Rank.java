package org.cqrsjakarta.inspector.timeline;

/** What wins a pixel that several things share: what has the higher order. */
enum Rank {
    BACKGROUND(0),
    GRID(1),
    UNKNOWN(2),
    PRIMARY(3),
    END(4),
    LEFT(5),
    STALL(6),
    FALLBACK(7),
    FURTHER(8),
    HELD(9),
    SWITCHOVER(10),
    FAILURE(11);

    private final byte order;

    Rank(int order) {
        this.order = (byte) order;
    }

    byte order() {
        return order;
    }
}
