package org.cqrsjakarta.internal.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes on their way out, in an array that grows as it must. It is reused while it is put to use, and let go otherwise: a
 * stream that was busy once may be silent for days. Not thread-safe.
 */
public final class FrameBuffer {

    /** So many bytes are enough to be written. */
    public static final int FULL = 16 * 1024;

    /** So many are written at once at the most. */
    public static final int MOST = 64 * 1024;

    private static final byte[] NONE = {};

    /** An array is kept for what comes next if no less than one part in so many was needed. */
    private static final int WORTH_KEEPING = 4;

    /** Beyond this it grows by what it needs: a large frame is not to be had twice. */
    private static final int MOST_AHEAD = 1 << 20;

    private byte[] bytes;
    private int size;

    /** The array is somebody else's. */
    private boolean lent;

    /** Creates an empty buffer that takes no room yet. */
    public FrameBuffer() {
        bytes = NONE;
    }

    /** Number of bytes that wait. */
    public int size() {
        return size;
    }

    /** Whether there are enough to be written. */
    public boolean isFull() {
        return size >= FULL;
    }

    /** Adds a frame, which nobody changes any more. */
    public void add(byte[] frame) {
        add(frame, 0, frame.length);
    }

    /** Adds a part of an array, which nobody changes any more: a large array that comes first, and whole, is not copied. */
    public void add(byte[] some, int from, int length) {
        if (size == 0 && length >= FULL && length == some.length) {
            bytes = some;
            size = length;
            lent = true;
            return;
        }
        ensure(length);
        System.arraycopy(some, from, bytes, size, length);
        size += length;
    }

    /** Hears that a part has been written. */
    @FunctionalInterface
    interface Progress {

        /** More follows, unless this throws. */
        void moved() throws IOException;
    }

    /** Writes everything and is empty again, also when writing fails. */
    public void drainTo(OutputStream out) throws IOException {
        drainTo(out, () -> {});
    }

    /** The same, a part at a time: a large frame takes a slow client long, and yet moves. */
    void drainTo(OutputStream out, Progress progress) throws IOException {
        byte[] full = bytes;
        int length = size;
        size = 0;
        if (lent || length < full.length / WORTH_KEEPING) {
            bytes = NONE;
            lent = false;
        }
        int written = Math.min(length, MOST);
        out.write(full, 0, written);
        while (written < length) {
            progress.moved();
            int part = Math.min(length - written, MOST);
            out.write(full, written, part);
            written += part;
        }
    }

    private void ensure(int more) {
        int required = Math.addExact(size, more);
        if (required > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(required, Math.min(bytes.length, MOST_AHEAD) * 2));
            lent = false;
        }
    }
}
