package org.cqrsjakarta.internal.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads events as {@code @microsoft/fetch-event-source} and {@code eventsource} 2 do: it keeps an id as soon as its line is
 * complete, before it has the rest of the block.
 */
public final class HastyClient {

    private final List<String> items = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private String event = "";
    private @Nullable String data;
    private @Nullable String id;

    /** Reads what has come through one connection. */
    public void read(String received) {
        line.setLength(0);
        event = "";
        data = null;
        received.chars().forEach(this::read);
    }

    private void read(int character) {
        if (character == '\n') {
            endLine(line.toString());
            line.setLength(0);
        } else {
            line.append((char) character);
        }
    }

    private void endLine(String whole) {
        if (whole.startsWith("id: ")) {
            id = whole.substring(4);
        } else if (whole.startsWith("event: ")) {
            event = whole.substring(7);
        } else if (whole.startsWith("data: ")) {
            data = whole.substring(6);
        } else if (whole.isEmpty()) {
            if (event.equals("item") && data != null) {
                items.add(data);
            }
            event = "";
            data = null;
        }
    }

    /** What it would send as {@code Last-Event-ID}. */
    @Nullable
    public String lastId() {
        return id;
    }

    /** Data of the items that it has handed on. */
    public List<String> items() {
        return items;
    }
}
