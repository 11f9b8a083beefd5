package org.cqrsjakarta.internal.wire;

import java.util.Objects;
import org.cqrsjakarta.spi.ItemEncoder;

/** Writes items as JSON, each as the bytes of one line. Callable from any thread. */
@FunctionalInterface
public interface LineEncoder {

    /**
     * Writes an item. What it throws fails the stream.
     *
     * @return JSON in UTF-8, without a line break; an array of its own
     */
    byte[] line(Object item);

    /** What an application's own encoder writes, in one line. */
    static LineEncoder of(ItemEncoder encoder) {
        return item -> JsonLine.of(Objects.requireNonNull(
                encoder.encode(item), "The application's ItemEncoder gave null for an item; it is to give JSON"));
    }
}
