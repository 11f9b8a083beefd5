package org.cqrsjakarta.spi;

/**
 * Writes the items of delivered streams as JSON. A bean of this type takes the place of JSON-B. Callable from any thread; the same one serves all streams.
 */
@FunctionalInterface
public interface ItemEncoder {

    /**
     * Writes an item. What it throws fails the stream, and no circuit counts it.
     *
     * @param item as the handler gave it; of whichever type the application's handlers give
     * @return the JSON text (RFC 8259) that is the event's {@code data}. Line breaks are left out, which in JSON stand between
     *     tokens only
     */
    String encode(Object item);
}
