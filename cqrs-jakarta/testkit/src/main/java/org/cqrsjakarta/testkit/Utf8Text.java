package org.cqrsjakarta.testkit;

/**
 * Decodes UTF-8 that comes in pieces as browsers do (WHATWG Encoding, chapter 8.1 "UTF-8 decoder"). Not the decoder of the
 * JDK: for an encoded surrogate that one gives a single replacement character, where the standard gives three.
 */
final class Utf8Text {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int LOWEST = 0x80;
    private static final int HIGHEST = 0xBF;
    private static final int BITS = 6;

    private int codePoint;
    private int needed;

    /** Bounds of the next byte of a character; they are narrower for a second byte, against overlong forms and others. */
    private int lower = LOWEST;

    private int upper = HIGHEST;

    /** Appends what becomes complete with these bytes. */
    void decode(byte[] bytes, int offset, int length, StringBuilder to) {
        for (int i = offset; i < offset + length; i++) {
            decode(bytes[i] & 0xFF, to);
        }
    }

    private void decode(int next, StringBuilder to) {
        if (needed == 0) {
            begin(next, to);
        } else if (next < lower || next > upper) {
            needed = 0;
            unbound();
            to.append(REPLACEMENT);
            // It belongs to no character so far, so it may begin one.
            begin(next, to);
        } else {
            unbound();
            codePoint = (codePoint << BITS) | (next & 0x3F);
            needed--;
            if (needed == 0) {
                to.appendCodePoint(codePoint);
            }
        }
    }

    private void begin(int first, StringBuilder to) {
        if (first < 0x80) {
            to.append((char) first);
        } else if (first >= 0xC2 && first <= 0xDF) {
            expect(1, first & 0x1F, LOWEST, HIGHEST);
        } else if (first >= 0xE0 && first <= 0xEF) {
            expect(2, first & 0xF, first == 0xE0 ? 0xA0 : LOWEST, first == 0xED ? 0x9F : HIGHEST);
        } else if (first >= 0xF0 && first <= 0xF4) {
            expect(3, first & 0x7, first == 0xF0 ? 0x90 : LOWEST, first == 0xF4 ? 0x8F : HIGHEST);
        } else {
            to.append(REPLACEMENT);
        }
    }

    private void expect(int further, int bits, int from, int to) {
        needed = further;
        codePoint = bits;
        lower = from;
        upper = to;
    }

    private void unbound() {
        lower = LOWEST;
        upper = HIGHEST;
    }
}
