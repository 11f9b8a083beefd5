package org.cqrsjakarta.inspector.view;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Parent;
import javafx.scene.paint.Color;
import org.cqrsjakarta.inspector.timeline.Palette;

/** Gives controls the colours of the pictures. */
final class Skin {

    private static final String SHEET =
            Objects.requireNonNull(Skin.class.getResource("inspector.css")).toExternalForm();

    private Skin() {}

    /** Dresses everything below a root. */
    static void dress(Parent root, Palette palette) {
        Fonts.load();
        Application.setUserAgentStylesheet(
                palette.dark()
                        ? new PrimerDark().getUserAgentStylesheet()
                        : new PrimerLight().getUserAgentStylesheet());
        if (!root.getStylesheets().contains(SHEET)) {
            root.getStylesheets().add(SHEET);
        }
        root.setStyle(variable("background", palette.background())
                + variable("stripe", palette.stripe())
                + variable("line", palette.grid())
                + variable("text", palette.text())
                + variable("faint", palette.faint())
                + variable("primary", palette.primary())
                + variable("fallback", palette.fallback())
                + variable("failure", palette.failure())
                + variable("switchover", palette.switchover())
                + variable("good", palette.good())
                + variable("selection", palette.selection())
                + variable("failure-soft", palette.mixed(palette.failure(), 0.12))
                + variable("selection-soft", palette.mixed(palette.selection(), 0.14))
                + variable("panel", palette.mixed(palette.faint(), 0.06)));
    }

    /** An ARGB colour for a canvas. */
    static Color colour(int argb) {
        return Color.rgb((argb >> 16) & 0xFF, (argb >> 8) & 0xFF, argb & 0xFF);
    }

    private static String variable(String name, int argb) {
        return String.format(Locale.ROOT, "-i-%s: #%06x; ", name, argb & 0xFFFFFF);
    }
}
