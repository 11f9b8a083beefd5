package org.cqrsjakarta.internal.sse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes on their way out, in an array that is reused and grows as it must. Not thread-safe. */
final class FrameBuffer {

    private byte[] bytes;
    private int size;

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

    void add(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
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

    /** Gives everything out and is empty again. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    /** Writes everything and is empty again, also when writing fails. */
    void drainTo(OutputStream out) throws IOException {
        int length = size;
        size = 0;
        out.write(bytes, 0, length);
    }

    private void ensure(int more) {
        int required = Math.addExact(size, more);
        if (required > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(required, bytes.length * 2));
        }
    }
}
