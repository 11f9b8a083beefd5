package org.cqrsjakarta.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key of an item in bytes: {@code L} and a byte for each character, if that is enough, else {@code U} and two. So every text is
 * one, also half a surrogate pair, of which UTF-8 makes a question mark.
 */
final class StoredKey {

    private static final byte LATIN = 'L';
    private static final byte WIDE = 'U';
    private static final int LARGEST_LATIN = 0xff;

    private StoredKey() {}

    /** Nothing for none. */
    static byte[] of(@Nullable String key) {
        if (key == null) {
            return new byte[0];
        }
        if (key.chars().allMatch(c -> c <= LARGEST_LATIN)) {
            return ByteBuffer.allocate(1 + key.length())
                    .put(LATIN)
                    .put(key.getBytes(StandardCharsets.ISO_8859_1))
                    .array();
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(1 + Character.BYTES * key.length()).put(WIDE);
        bytes.asCharBuffer().put(key);
        return bytes.array();
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String read(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == LATIN) {
            return new String(bytes, 1, bytes.length - 1, StandardCharsets.ISO_8859_1);
        }
        if (bytes.length > 0 && bytes[0] == WIDE && bytes.length % Character.BYTES == 1) {
            return ByteBuffer.wrap(bytes).position(1).asCharBuffer().toString();
        }
        throw new IllegalArgumentException(Arrays.toString(bytes));
    }
}
