package org.cqrsjakarta.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.cqrsjakarta.spi.StreamStore.Stream;

/** What nodes say of a stream in tests. */
final class Parts {

    static final Stream STREAM = new Stream("shop", "0123456789abcdefghij_-");

    static final Duration KEPT = Duration.ofMinutes(30);

    static final Bounds BOUNDS = new Bounds(1_000_000, 1L << 40, 1_000_000, KEPT);

    private Parts() {}

    static Part of(long number, Entry... entries) {
        return of(BOUNDS, number, entries);
    }

    static Part of(Bounds bounds, long number, Entry... entries) {
        return new Part("n1", 1, "owner", number, 0, 0, List.of(entries), bounds);
    }

    /** With a key and a frame of its position. */
    static Entry item(long position) {
        return new Entry(Kind.ITEM, position, "k" + position, ("frame " + position).getBytes(US_ASCII));
    }

    static Entry item(byte[] frame) {
        return new Entry(Kind.ITEM, 1, null, frame);
    }

    /** All there is, by somebody who does not listen. */
    static Reading all() {
        return from(0, Integer.MAX_VALUE);
    }

    static Reading from(long number, int bytes) {
        return new Reading(number, bytes, "n2", Duration.ZERO);
    }

    static Reading listening(String node, Duration listen) {
        return new Reading(0, 0, node, listen);
    }

    static List<String> frames(Optional<Page> page) {
        return page.orElseThrow().entries().stream()
                .map(entry -> new String(entry.bytes(), ISO_8859_1))
                .toList();
    }
}
