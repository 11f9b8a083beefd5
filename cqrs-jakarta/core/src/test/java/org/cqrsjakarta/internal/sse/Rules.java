package org.cqrsjakarta.internal.sse;

import static java.time.Duration.ofSeconds;

import java.time.Duration;

/** Rules of delivery, for tests. */
final class Rules {

    static final Duration HEARTBEAT = ofSeconds(15);
    static final Duration WRITE_TIMEOUT = ofSeconds(60);
    static final Duration WINDOW = ofSeconds(30);
    static final Duration TICKET_LIFE = ofSeconds(30);
    static final Duration DRAIN = ofSeconds(10);

    static final Duration RETRY = ofSeconds(2);
    static final Duration DRAIN_RETRY = ofSeconds(5);

    private Rules() {}

    static DeliveryRules usual() {
        return rules(WINDOW, 256, 1000, 1000, 100);
    }

    static DeliveryRules withoutHolding() {
        return rules(Duration.ZERO, 256, 1000, 1000, 100);
    }

    static DeliveryRules keeping(int items, int heldStreams) {
        return rules(WINDOW, items, heldStreams, 1000, 100);
    }

    static DeliveryRules allowing(int streams, int streamsOfUser) {
        return rules(WINDOW, 256, 1000, streams, streamsOfUser);
    }

    static DeliveryRules retryingAfter(Duration retry, Duration drainRetry) {
        return rules(WINDOW, 256, 1000, 1000, 100, retry, drainRetry);
    }

    private static DeliveryRules rules(Duration window, int items, int held, int streams, int streamsOfUser) {
        return rules(window, items, held, streams, streamsOfUser, RETRY, DRAIN_RETRY);
    }

    private static DeliveryRules rules(
            Duration window, int items, int held, int streams, int streamsOfUser, Duration retry, Duration drainRetry) {
        return new DeliveryRules(
                HEARTBEAT,
                WRITE_TIMEOUT,
                window,
                items,
                1 << 20,
                1 << 24,
                held,
                streams,
                streamsOfUser,
                TICKET_LIFE,
                20,
                DRAIN,
                retry,
                drainRetry);
    }
}
