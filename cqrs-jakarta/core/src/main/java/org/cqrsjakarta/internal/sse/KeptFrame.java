package org.cqrsjakarta.internal.sse;

/** A frame of a journal. */
final class KeptFrame {

    private final long position;
    private final boolean isItem;
    private final byte[] bytes;

    /**
     * Keeps it.
     *
     * @param position to which an item leads, or at which an event came
     * @param isItem   whether it is an item
     * @param bytes    as they go over the wire
     */
    KeptFrame(long position, boolean isItem, byte[] bytes) {
        this.position = position;
        this.isItem = isItem;
        this.bytes = bytes;
    }

    boolean isItem() {
        return isItem;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The first position for which it does not matter; an event at just this one may be told twice. */
    long matteredUntil() {
        return isItem ? position : position + 1;
    }
}
