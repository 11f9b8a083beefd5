package org.cqrsjakarta.internal.delivery;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.cqrsjakarta.internal.wire.Problem;
import org.cqrsjakarta.rest.StreamRefusedException;

/** Why no stream is delivered. */
public enum Refusal {
    TOO_MANY(503, "Service Unavailable", "As many streams are open as may be; ask again later") {
        @Override
        public StreamRefusedException exception(DeliveryRules rules) {
            return DeliveryMessages.MESSAGES.tooMany(rules.bounds().streams());
        }
    },
    TOO_MANY_OF_USER(429, "Too Many Requests", "This caller has as many streams open as may be; close one") {
        @Override
        public StreamRefusedException exception(DeliveryRules rules) {
            return DeliveryMessages.MESSAGES.tooManyOfUser(rules.bounds().streamsOfUser());
        }
    },
    TOO_MANY_TICKETS(429, "Too Many Requests", "As many tickets are unused as may be; use one, or ask again later") {
        @Override
        public StreamRefusedException exception(DeliveryRules rules) {
            return DeliveryMessages.MESSAGES.tooManyTickets(rules.tickets().most());
        }
    },
    BAD_TICKET(403, "Forbidden", "The ticket is unknown, spent or too old; ask for another one") {
        @Override
        public StreamRefusedException exception(DeliveryRules rules) {
            return DeliveryMessages.MESSAGES.badTicket(rules.tickets().life());
        }
    },
    NOT_KEPT(410, "Gone", "What follows the last event that this client has got is not kept any more") {
        @Override
        public StreamRefusedException exception(DeliveryRules rules) {
            return DeliveryMessages.MESSAGES.notKept(rules.resumption().window());
        }
    },
    NOT_CONFIGURED(500, "Internal Server Error", "The application has said more in its log") {
        @Override
        public StreamRefusedException exception(DeliveryRules rules) {
            return DeliveryMessages.MESSAGES.notConfigured();
        }
    },
    STOPPING(503, "Service Unavailable", "The application stops; ask again later") {
        @Override
        public StreamRefusedException exception(DeliveryRules rules) {
            return DeliveryMessages.MESSAGES.stopping();
        }
    };

    private static final int RETRY_AFTER_SECONDS = 5;

    private final int status;
    private final String title;
    private final String detail;

    Refusal(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    /** What its client is told. */
    public Response answer(DeliveryRules rules) {
        Response.ResponseBuilder answer = Problem.of(status, title, detail).answer();
        if (passes()) {
            answer = answer.header(
                    HttpHeaders.RETRY_AFTER, secondsUntilItMayPass(rules.stop().retry()));
        }
        return answer.build();
    }

    /** What its client is told where no settings are at hand. */
    Response answer() {
        return Problem.of(status, title, detail)
                .answer()
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    /** Whether asking again later may help. */
    private boolean passes() {
        return switch (this) {
            case TOO_MANY, TOO_MANY_OF_USER, TOO_MANY_TICKETS, STOPPING -> true;
            case BAD_TICKET, NOT_KEPT, NOT_CONFIGURED -> false;
        };
    }

    private long secondsUntilItMayPass(Duration untilAnotherRuns) {
        return this == STOPPING ? untilAnotherRuns.plusMillis(999).toSeconds() : RETRY_AFTER_SECONDS;
    }

    /** What the caller of the mediator is told. */
    public abstract StreamRefusedException exception(DeliveryRules rules);
}
