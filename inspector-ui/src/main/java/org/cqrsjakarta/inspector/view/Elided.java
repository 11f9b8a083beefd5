package org.cqrsjakarta.inspector.view;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** Texts that are cut where there is no room for them, with a sign that there was more. On the toolkit's thread only. */
final class Elided {

    private static final int MOST_KEPT = 2_000;
    private static final String MORE = "…";
    private static final String BETWEEN = " · ";

    private final Map<Wish, String> kept = new LinkedHashMap<>();

    /** What is to be written where. */
    private record Wish(String text, Font font, double width) {}

    /** A name with where it is, of which as much as half of the room is for the latter. */
    String of(String name, String where, Font font, double width) {
        String whole = of(BETWEEN + where, font, width / 2);
        return of(name, font, width - widthOf(whole, font)) + whole;
    }

    /** As much of a text as has room. */
    String of(String text, Font font, double width) {
        if (kept.size() > MOST_KEPT) {
            kept.clear();
        }
        return kept.computeIfAbsent(new Wish(text, font, width), Elided::cut);
    }

    private static String cut(Wish wish) {
        String shown = wish.text();
        int length = shown.length();
        while (length > 0 && widthOf(shown, wish.font()) > wish.width()) {
            length--;
            shown = wish.text().substring(0, length) + MORE;
        }
        return shown;
    }

    private static double widthOf(String text, Font font) {
        Text measured = new Text(text);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }
}
