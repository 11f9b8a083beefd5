package org.cqrsjakarta.inspector.text;

/**
 * Texts of others, made fit for a window, a terminal or a file: one line, in the order in which it is written. What would
 * move the cursor, ring, turn the direction of writing or cannot be seen is replaced.
 */
public final class Printable {

    /** Stands for each character that is not shown. */
    public static final char REPLACEMENT = '\uFFFD';

    private static final String CUT = "…";

    private Printable() {}

    /** The text, with a {@link #REPLACEMENT} for each character that is not to be shown. */
    public static String of(String text) {
        int length = text.length();
        int index = 0;
        while (index < length && isPlain(text.charAt(index))) {
            index++;
        }
        return index == length ? text : replaced(text, index);
    }

    /**
     * The same, cut.
     *
     * @param most how many characters are left of it at most, 1 or more; what is longer ends with an ellipsis
     */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return of(text);
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return of(text.substring(0, end)) + CUT;
    }

    /** Most texts are nothing else, and are not copied. */
    private static boolean isPlain(char character) {
        return character >= ' ' && character < 0x7F;
    }

    private static String replaced(String text, int from) {
        StringBuilder shown = new StringBuilder(text.length()).append(text, 0, from);
        int index = from;
        while (index < text.length()) {
            int point = text.codePointAt(index);
            if (isShown(point)) {
                shown.appendCodePoint(point);
            } else {
                shown.append(REPLACEMENT);
            }
            index += Character.charCount(point);
        }
        return shown.toString();
    }

    /** Formats are marks of direction, joiners, tags and the like; surrogates are halves here. Unicode, chapter 4.5. */
    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
