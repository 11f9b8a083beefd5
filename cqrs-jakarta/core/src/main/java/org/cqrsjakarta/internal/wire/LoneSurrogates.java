package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Halves of characters, which a Java string may have and UTF-8 has no bytes for. JSON can tell them by an escape (RFC
 * 8259, chapter 8.2), so that a client gets the string that was sent.
 */
final class LoneSurrogates {

    private LoneSurrogates() {}

    static boolean areIn(String json) {
        return !UTF_8.newEncoder().canEncode(json);
    }

    /** The same JSON, with an escape for each of them. They stand within strings only, and never after a lone backslash. */
    static String escaped(String json) {
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                escaped.append("\\u").append(Integer.toHexString(c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
