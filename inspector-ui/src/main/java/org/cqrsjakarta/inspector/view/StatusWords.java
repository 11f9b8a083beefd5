package org.cqrsjakarta.inspector.view;

import org.cqrsjakarta.inspector.connection.Health;

/** How connections stand, in a word and as a style. */
final class StatusWords {

    private StatusWords() {}

    static String of(Health.State state) {
        return switch (state) {
            case CONNECTING -> "connecting";
            case LIVE -> "live";
            case RETRYING -> "retrying";
            case REFUSED -> "refused";
            case CLOSED -> "closed";
        };
    }

    /** A shape beside the colour. */
    static String sign(Health.State state) {
        return switch (state) {
            case CONNECTING, CLOSED -> "○";
            case LIVE -> "●";
            case RETRYING -> "◐";
            case REFUSED -> "✕";
        };
    }
}
