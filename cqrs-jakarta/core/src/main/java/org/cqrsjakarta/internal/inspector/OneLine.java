package org.cqrsjakarta.internal.inspector;

/** What somebody else has named, in a line of the log: it can neither end that line nor hide a part of it. */
final class OneLine {

    private static final int LONGEST = 100;
    private static final String CUT = "…";

    private OneLine() {}

    /** The text without characters that a line must not have, each replaced by a question mark; cut if it is long. */
    static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(LONGEST).map(OneLine::shown).forEach(line::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST
                ? line.append(CUT).toString()
                : line.toString();
    }

    /** Line breaks, other controls, and marks that turn the direction of what follows. */
    private static int shown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> '?';
            default -> character;
        };
    }
}
