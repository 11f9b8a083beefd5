package org.cqrsjakarta.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore.Stream;

/**
 * Keys and channels. Each begins with its namespace, as a digest. All circuits of a namespace, and what its nodes hear, have one
 * hash tag, and so has each stream, so that a cluster has in one place what one step touches.
 */
final class Names {

    private static final String PREFIX = "cqrs:{";

    private Names() {}

    static byte[] key(Circuit circuit) {
        return of(circuit.namespace(), "}:c:" + StoredName.digest(circuit.name()));
    }

    /** On which changes of a namespace are published, by the {@linkplain StoredName#escaped escaped} name of the circuit. */
    static byte[] channel(String namespace) {
        return of(namespace, "}:changes");
    }

    /** As {@code stream.lua} has them. */
    static List<byte[]> keys(Stream stream) {
        String tag = PREFIX + StoredName.digest(stream.namespace()) + ":" + stream.key() + "}:";
        return List.of(ascii(tag + "h"), ascii(tag + "m"), ascii(tag + "f"), ascii(tag + "k"));
    }

    /** As {@code board.lua} has them. */
    static List<byte[]> board(String namespace) {
        return List.of(of(namespace, "}:b"), of(namespace, "}:n"), of(namespace, "}:p"));
    }

    /** On which a node is told of streams, by their keys. */
    static byte[] appended(String namespace, String node) {
        return of(namespace, "}:appended:" + node);
    }

    /** On which all nodes are told that there is a post. */
    static byte[] posted(String namespace) {
        return of(namespace, "}:posted");
    }

    static String text(byte[] name) {
        return new String(name, StandardCharsets.US_ASCII);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] of(String namespace, String rest) {
        return ascii(PREFIX + StoredName.digest(namespace) + rest);
    }
}
