package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts as strings of JSON (RFC 8259, chapter 7), with the short escapes where there are any. */
public final class JsonText {

    private static final long QUOTES = EightBytes.allOf('"');
    private static final long BACKSLASHES = EightBytes.allOf('\\');
    private static final int FIRST_PLAIN = ' ';
    private static final char[] HEXADECIMAL = "0123456789abcdef".toCharArray();

    private JsonText() {}

    /** In quotes, as the bytes of one line; what must not stand in them is escaped, and nothing else. */
    public static byte[] line(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (!isPlain(bytes)) {
            return JsonLine.of(quoted(text));
        }
        byte[] line = new byte[bytes.length + 2];
        line[0] = '"';
        System.arraycopy(bytes, 0, line, 1, bytes.length);
        line[line.length - 1] = '"';
        return line;
    }

    private static boolean isPlain(byte[] bytes) {
        int at = 0;
        for (int last = bytes.length - Long.BYTES; at <= last; at += Long.BYTES) {
            long eight = EightBytes.at(bytes, at);
            long special = EightBytes.control(eight)
                    | EightBytes.equal(eight, QUOTES)
                    | EightBytes.equal(eight, BACKSLASHES)
                    | EightBytes.equal(eight, JsonLine.QUESTIONS);
            if (special != 0) {
                return false;
            }
        }
        while (at < bytes.length) {
            byte one = bytes[at++];
            // Those of characters beyond ASCII are negative. A question mark may be what UTF-8 has no bytes for.
            if (one == '?' || (one >= 0 && isEscaped((char) one))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEscaped(char one) {
        return one < FIRST_PLAIN || one == '"' || one == '\\';
    }

    /** The same as a text, in which line breaks are escaped, too. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + text.length() / 8 + 16);
        quoted.append('"');
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (isEscaped(one)) {
                quoted.append('\\');
                escape(one, quoted);
            } else {
                quoted.append(one);
            }
        }
        return quoted.append('"').toString();
    }

    private static void escape(char one, StringBuilder into) {
        switch (one) {
            case '"', '\\' -> into.append(one);
            case '\b' -> into.append('b');
            case '\f' -> into.append('f');
            case '\n' -> into.append('n');
            case '\r' -> into.append('r');
            case '\t' -> into.append('t');
            default -> into.append("u00").append(HEXADECIMAL[one >> 4]).append(HEXADECIMAL[one & 0xf]);
        }
    }
}
