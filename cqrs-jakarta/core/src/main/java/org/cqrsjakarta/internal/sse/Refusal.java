package org.cqrsjakarta.internal.sse;

import org.cqrsjakarta.rest.StreamRefusedException;

/** Why no further stream is delivered. */
enum Refusal {
    TOO_MANY(503, "Service Unavailable") {
        @Override
        StreamRefusedException exception(DeliveryRules rules) {
            return SseMessages.MESSAGES.tooMany(rules.openStreams());
        }
    },
    TOO_MANY_OF_USER(429, "Too Many Requests") {
        @Override
        StreamRefusedException exception(DeliveryRules rules) {
            return SseMessages.MESSAGES.tooManyOfUser(rules.openStreamsOfUser());
        }
    },
    BAD_TICKET(403, "Forbidden") {
        @Override
        StreamRefusedException exception(DeliveryRules rules) {
            return SseMessages.MESSAGES.badTicket(rules.ticketLife());
        }
    },
    NOT_CONFIGURED(500, "Internal Server Error") {
        @Override
        StreamRefusedException exception(DeliveryRules rules) {
            return SseMessages.MESSAGES.notConfigured();
        }
    },
    STOPPING(503, "Service Unavailable") {
        @Override
        StreamRefusedException exception(DeliveryRules rules) {
            return SseMessages.MESSAGES.stopping();
        }
    };

    private final int status;
    private final String title;

    Refusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    /** Whether asking again later may help. */
    boolean passes() {
        return this != BAD_TICKET && this != NOT_CONFIGURED;
    }

    String title() {
        return title;
    }

    abstract StreamRefusedException exception(DeliveryRules rules);
}
