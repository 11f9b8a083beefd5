package org.cqrsjakarta.internal.sse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes on their way out, in an array that grows as it must. It is reused while it is put to use, and let go otherwise: a
 * stream that was busy once may be silent for days. Not thread-safe.
 */
final class FrameBuffer {

    private static final byte[] NONE = {};

    /** An array is kept for what comes next if no less than one part in so many was needed. */
    private static final int WORTH_KEEPING = 4;

    private byte[] bytes;
    private int size;

    /** Creates an empty buffer that takes no room yet. */
    FrameBuffer() {
        bytes = NONE;
    }

    /** Creates an empty buffer of so many bytes to start with. */
    FrameBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    void add(byte[] some) {
        ensure(some.length);
        System.arraycopy(some, 0, bytes, size, some.length);
        size += some.length;
    }

    /**
     * Adds all but line breaks, which in JSON stand between tokens only.
     *
     * @return whether there is a question mark
     */
    boolean addLine(byte[] json) {
        ensure(json.length);
        boolean questioned = false;
        for (byte b : json) {
            if (b != '\n' && b != '\r') {
                bytes[size++] = b;
            }
            questioned |= b == '?';
        }
        return questioned;
    }

    /** Takes back what was added after this size. */
    void cut(int earlierSize) {
        size = earlierSize;
    }

    /** Gives everything out, and is of no further use. */
    byte[] take() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** Writes everything and is empty again, also when writing fails. */
    void drainTo(OutputStream out) throws IOException {
        byte[] full = bytes;
        int length = size;
        size = 0;
        if (length < full.length / WORTH_KEEPING) {
            bytes = NONE;
        }
        out.write(full, 0, length);
    }

    private void ensure(int more) {
        int required = Math.addExact(size, more);
        if (required > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(required, bytes.length * 2));
        }
    }
}
