package org.cqrsjakarta.internal.inspector;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.jspecify.annotations.Nullable;

/** How a message is written into a response of either form. */
final class Framing {

    private Framing() {}

    /**
     * Frames a message.
     *
     * @param form of the response
     * @param name of the message
     * @param id   after which a client may come back; only events have one
     * @param json its content, on one line
     */
    static byte[] framed(Form form, String name, @Nullable String id, byte[] json) {
        return switch (form) {
            // The id last, for clients that keep it before they have the data.
            case EVENTS -> around("event: " + name + "\ndata: ", json, (id == null ? "" : "\nid: " + id) + "\n\n");
            case LINES -> around("{\"" + name + "\":", json, "}\n");
        };
    }

    private static byte[] around(String before, byte[] json, String after) {
        byte[] framed = new byte[before.length() + json.length + after.length()];
        System.arraycopy(before.getBytes(US_ASCII), 0, framed, 0, before.length());
        System.arraycopy(json, 0, framed, before.length(), json.length);
        System.arraycopy(after.getBytes(US_ASCII), 0, framed, before.length() + json.length, after.length());
        return framed;
    }
}
