package org.cqrsjakarta.inspector.view;

import org.cqrsjakarta.inspector.connection.Health;
import org.kordamp.ikonli.feather.Feather;

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
    static Feather icon(Health.State state) {
        return switch (state) {
            case CONNECTING -> Feather.MORE_HORIZONTAL;
            case LIVE -> Feather.CHECK_CIRCLE;
            case RETRYING -> Feather.REFRESH_CW;
            case REFUSED -> Feather.X_CIRCLE;
            case CLOSED -> Feather.CIRCLE;
        };
    }
}
