package org.cqrsjakarta.inspector.view;

import org.cqrsjakarta.inspector.connection.Health;
import org.kordamp.ikonli.feather.Feather;

/** How connections stand, as a shape beside the colour. */
final class StatusIcon {

    private StatusIcon() {}

    static Feather of(Health.State state) {
        return switch (state) {
            case CONNECTING -> Feather.MORE_HORIZONTAL;
            case LIVE -> Feather.CHECK_CIRCLE;
            case RETRYING -> Feather.REFRESH_CW;
            case REFUSED -> Feather.X_CIRCLE;
            case CLOSED -> Feather.CIRCLE;
        };
    }
}
