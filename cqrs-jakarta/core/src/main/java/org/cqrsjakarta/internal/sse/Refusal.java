package org.cqrsjakarta.internal.sse;

import org.cqrsjakarta.StreamRefusedException;

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

    String title() {
        return title;
    }

    abstract StreamRefusedException exception(DeliveryRules rules);
}
