package org.cqrsjakarta.redis;

import java.nio.charset.StandardCharsets;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.StoredName;

/** Keys and channels. All keys of a namespace have one hash tag, so that a cluster has them in one place. */
final class Names {

    private static final String PREFIX = "cqrs:{";

    private Names() {}

    static byte[] key(Circuit circuit) {
        return ascii(PREFIX + StoredName.digest(circuit.namespace()) + "}:c:" + StoredName.digest(circuit.name()));
    }

    /** On which changes of a namespace are published, by the {@linkplain StoredName#escaped escaped} name of the circuit. */
    static byte[] channel(String namespace) {
        return ascii(PREFIX + StoredName.digest(namespace) + "}:changes");
    }

    static String text(byte[] name) {
        return new String(name, StandardCharsets.US_ASCII);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
