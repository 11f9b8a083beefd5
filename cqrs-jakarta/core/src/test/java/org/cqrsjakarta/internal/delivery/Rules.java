package org.cqrsjakarta.internal.delivery;

import static java.time.Duration.ofSeconds;

import java.time.Duration;
import org.cqrsjakarta.internal.wire.ResponseRules;

/** Rules of delivery, for tests. */
public final class Rules {

    public static final Duration HEARTBEAT = ofSeconds(15);
    public static final Duration WRITE_TIMEOUT = ofSeconds(60);
    public static final Duration WINDOW = ofSeconds(30);
    public static final Duration TICKET_LIFE = ofSeconds(30);
    public static final Duration DRAIN = ofSeconds(10);

    public static final Duration RETRY = ofSeconds(2);
    public static final Duration DRAIN_RETRY = ofSeconds(5);

    public static final int AHEAD = 32 * 1024;

    private Rules() {}

    public static DeliveryRules usual() {
        return rules(WINDOW, 256, 1000, 1000, 100);
    }

    public static DeliveryRules withoutHolding() {
        return rules(Duration.ZERO, 256, 1000, 1000, 100);
    }

    public static DeliveryRules keeping(int items, int heldStreams) {
        return rules(WINDOW, items, heldStreams, 1000, 100);
    }

    public static DeliveryRules allowing(int streams, int streamsOfUser) {
        return rules(WINDOW, 256, 1000, streams, streamsOfUser);
    }

    public static DeliveryRules retryingAfter(Duration retry, Duration drainRetry) {
        return rules(WINDOW, 256, 1000, 1000, 100, retry, drainRetry);
    }

    private static DeliveryRules rules(Duration window, int items, int held, int streams, int streamsOfUser) {
        return rules(window, items, held, streams, streamsOfUser, RETRY, DRAIN_RETRY);
    }

    private static DeliveryRules rules(
            Duration window, int items, int held, int streams, int streamsOfUser, Duration retry, Duration drainRetry) {
        return new DeliveryRules(
                new ResponseRules(HEARTBEAT, WRITE_TIMEOUT, retry),
                new ResumptionRules(window, items, 1 << 20, 1 << 24, held, AHEAD, true, 1000),
                new StreamBounds(streams, streamsOfUser, Duration.ZERO),
                new TicketRules(TICKET_LIFE, 20),
                new StopRules(DRAIN, drainRetry));
    }

    /** Streams go on for no longer. */
    public static DeliveryRules living(Duration life) {
        DeliveryRules usual = usual();
        return new DeliveryRules(
                // Whoever turns the clock by a life may find a response within a write, which has not stood still for
                // that.
                new ResponseRules(HEARTBEAT, life.multipliedBy(2), RETRY),
                usual.resumption(),
                new StreamBounds(1000, 100, life),
                usual.tickets(),
                usual.stop());
    }

    /** The usual ones, but for clients that come back. */
    public static DeliveryRules with(ResumptionRules resumption) {
        DeliveryRules usual = usual();
        return new DeliveryRules(usual.responses(), resumption, usual.bounds(), usual.tickets(), usual.stop());
    }
}
