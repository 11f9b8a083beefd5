package org.cqrsjakarta.internal.deployment;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Ids of streams, which nobody can guess. Callable from any thread. */
final class StreamIds implements Supplier<String> {

    private static final int BYTES = 8;

    /** So many are made at a time: asking the machine for random bytes costs as much for one id as for all. */
    private static final int BATCH = 64;

    private final SecureRandom random;
    private final byte[] bytes = new byte[BATCH * BYTES];
    private int used = bytes.length;

    StreamIds(SecureRandom random) {
        this.random = random;
    }

    @Override
    public synchronized String get() {
        if (used == bytes.length) {
            random.nextBytes(bytes);
            used = 0;
        }
        int from = used;
        used += BYTES;
        return HexFormat.of().formatHex(bytes, from, used);
    }
}
