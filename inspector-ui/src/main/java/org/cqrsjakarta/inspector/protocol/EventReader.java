package org.cqrsjakarta.inspector.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.inspector.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of batches: hundreds of thousands a second, so without a tree between the text and the event, and with
 * one instance of every name. One for each feed; not thread-safe.
 */
final class EventReader {

    private final Names names;

    private long t;
    private long position;
    private long gap;
    private boolean held;
    private @Nullable String type;
    private @Nullable String stream;
    private @Nullable String request;
    private @Nullable String handler;
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String reason;
    private @Nullable String end;
    private @Nullable String circuit;
    private int index;

    EventReader(Names names) {
        this.names = names;
    }

    /** Reads the list at which the parser stands; events of a type that is not known are left out. */
    List<Event> read(JsonParser parser) throws IOException, MalformedMessageException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedMessageException(
                    "A batch is no list of events but " + Fields.described(parser.currentToken()));
        }
        List<Event> events = new ArrayList<>();
        index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrong("is no object but " + Fields.described(parser.currentToken()));
            }
            readMembers(parser);
            Event event = event();
            if (event != null) {
                events.add(event);
            }
            index++;
        }
        return events;
    }

    private void readMembers(JsonParser parser) throws IOException, MalformedMessageException {
        t = -1;
        position = -1;
        gap = -1;
        held = false;
        type = null;
        stream = null;
        request = null;
        handler = null;
        from = null;
        to = null;
        reason = null;
        end = null;
        circuit = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING) {
                text(name, parser);
            } else if (token == JsonToken.VALUE_NUMBER_INT) {
                number(name, parser);
            } else if (token == JsonToken.VALUE_TRUE && name.equals("held")) {
                held = true;
            } else {
                parser.skipChildren();
            }
        }
    }

    private void text(String name, JsonParser parser) throws IOException, MalformedMessageException {
        switch (name) {
            case "type" -> type = once(type, parser.getText(), name);
            case "stream" -> stream = once(stream, Names.id(parser.getText()), name);
            case "request" -> request = once(request, names.known(parser.getText()), name);
            case "handler" -> handler = once(handler, names.known(parser.getText()), name);
            case "from" -> from = once(from, names.known(parser.getText()), name);
            case "to" -> to = once(to, names.known(parser.getText()), name);
            case "reason" -> reason = once(reason, names.known(parser.getText()), name);
            case "end" -> end = once(end, parser.getText(), name);
            case "circuit" -> circuit = once(circuit, names.known(parser.getText()), name);
            default -> {
                // A newer server may tell more.
            }
        }
    }

    private void number(String name, JsonParser parser) throws IOException, MalformedMessageException {
        switch (name) {
            case "t" -> t = once(t, parser, name);
            case "position" -> position = once(position, parser, name);
            case "gap" -> gap = once(gap, parser, name);
            default -> {
                // As above.
            }
        }
    }

    private String once(@Nullable String before, String value, String name) throws MalformedMessageException {
        if (before != null) {
            throw wrong("has '" + name + "' twice");
        }
        return value;
    }

    private long once(long before, JsonParser parser, String name) throws IOException, MalformedMessageException {
        if (before >= 0) {
            throw wrong("has '" + name + "' twice");
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() > Limits.NUMBER) {
            throw wrong("has " + Printable.of(parser.getText(), 40) + " as '" + name + "'; allowed: at most "
                    + Limits.NUMBER);
        }
        return parser.getLongValue();
    }

    private @Nullable Event event() throws MalformedMessageException {
        String found = given(type, "type");
        return switch (found) {
            case "started" ->
                new Event.Started(
                        counted(t, "t"), given(stream, "stream"), given(request, "request"), given(handler, "handler"));
            case "first-item" ->
                new Event.FirstItem(counted(t, "t"), given(stream, "stream"), given(handler, "handler"));
            case "progress" ->
                new Event.Progress(counted(t, "t"), given(stream, "stream"), counted(position, "position"), held);
            case "switchover" ->
                new Event.Switchover(
                        counted(t, "t"),
                        given(stream, "stream"),
                        counted(position, "position"),
                        given(from, "from"),
                        given(to, "to"),
                        given(reason, "reason"));
            case "took-over" ->
                new Event.TookOver(
                        counted(t, "t"),
                        given(stream, "stream"),
                        counted(position, "position"),
                        given(handler, "handler"),
                        counted(gap, "gap"));
            case "ended" ->
                new Event.Ended(
                        counted(t, "t"),
                        given(stream, "stream"),
                        counted(position, "position"),
                        oneOf(given(end, "end"), "end", StreamEnd.values()),
                        reason);
            case "circuit" ->
                new Event.CircuitChanged(
                        counted(t, "t"),
                        given(circuit, "circuit"),
                        oneOf(given(from, "from"), "from", CircuitState.values()),
                        oneOf(given(to, "to"), "to", CircuitState.values()));
            default -> null;
        };
    }

    private String given(@Nullable String value, String name) throws MalformedMessageException {
        if (value == null) {
            throw wrong("has no text '" + name + "'");
        }
        return value;
    }

    private long counted(long value, String name) throws MalformedMessageException {
        if (value < 0) {
            throw wrong("has no number '" + name + "' of 0 or more");
        }
        return value;
    }

    private <E extends Enum<E>> E oneOf(String value, String name, E[] allowed) throws MalformedMessageException {
        for (E candidate : allowed) {
            if (candidate.name().equals(value)) {
                return candidate;
            }
        }
        throw wrong("has '" + Printable.of(value, 40) + "' as '" + name + "'; allowed: " + List.of(allowed));
    }

    private MalformedMessageException wrong(String what) {
        String known = type == null ? "" : " ('" + Printable.of(type, 40) + "')";
        return new MalformedMessageException("Event " + index + known + " of a batch " + what);
    }
}
