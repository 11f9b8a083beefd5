package org.cqrsjakarta.internal.sse;

/**
 * How much of a journal goes to the store at once.
 *
 * @param frames at the most
 * @param bytes  at the most
 * @param least  so many frames, whatever they have: 0 or 1
 */
record Window(int frames, long bytes, int least) {

    private static final int PART = 64 * 1024;

    /** Nothing. */
    static final Window NONE = new Window(0, 0, 0);

    /** Whatever there is, in parts that a store can take. */
    static final Window OPEN = new Window(Integer.MAX_VALUE, PART, 1);

    /** Whether a frame of so many bytes belongs to it, beside so many others that have some. */
    boolean has(int others, long theirBytes, int length) {
        return others < frames && (others < least || theirBytes + length <= bytes);
    }
}
