package org.cqrsjakarta.inspector.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javafx.scene.text.Font;

/** The fonts that come with the application, so that it looks the same on every machine. */
final class Fonts {

    static final Font SMALL = load("Inter-Regular.otf", 11);
    static final Font SMALL_BOLD = load("Inter-SemiBold.otf", 11);
    static final Font CODE = load("JetBrainsMono-Regular.ttf", 11);

    private Fonts() {}

    /** Has style sheets find them. */
    static void load() {
        // Loaded by the fields above.
    }

    private static Font load(String name, double size) {
        try (InputStream in = Fonts.class.getResourceAsStream("fonts/" + name)) {
            Font font = in == null ? null : Font.loadFont(in, size);
            if (font == null) {
                throw new IllegalStateException("The font " + name + " is not in the application, or cannot be read");
            }
            return font;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
