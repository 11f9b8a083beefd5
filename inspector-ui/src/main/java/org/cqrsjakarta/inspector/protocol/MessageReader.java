package org.cqrsjakarta.inspector.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cqrsjakarta.inspector.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of one feed, whoever has written them: what is no message, or more than {@link Limits} allow, is a
 * {@link MalformedMessageException} and nothing else. Not thread-safe.
 */
public final class MessageReader {

    private static final int MOST_SHOWN = 60;

    private final JsonFactory json = JsonFactory.builder()
            // Names of members that nobody knows are not to stay for ever.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEPTH)
                    .maxNumberLength(Limits.DIGITS)
                    .maxNameLength(Limits.NAME)
                    .maxStringLength(Limits.MESSAGE)
                    .build())
            .build();

    private final Names names = new Names();
    private final EventReader events = new EventReader(names);

    /**
     * Reads one message. When it returns, all of the text was read, and is one JSON value.
     *
     * @param name what it is called: an event's name, or a member of a recording's line
     * @param text its content as JSON, of at most {@link Limits#MESSAGE} characters
     * @return nothing for a message that is not known: a newer server may say more
     * @throws MalformedMessageException if it is not what the protocol says
     */
    public Optional<Message> read(String name, String text) throws MalformedMessageException {
        checkLength(name.length(), Limits.NAME);
        checkLength(text.length(), Limits.MESSAGE);
        try (JsonParser parser = json.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new MalformedMessageException("'" + name + "' is empty");
            }
            Optional<Message> message = Optional.ofNullable(message(name, parser));
            checkEnd(parser, name, text);
            return message;
        } catch (JsonProcessingException e) {
            throw broken(name, text, e);
        } catch (IOException e) {
            // There is no other: the text is in memory.
            throw new MalformedMessageException("'" + name + "' cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads a line of a recording.
     *
     * @param line one JSON object of at most {@link Limits#MESSAGE} characters
     * @return the message, with what stands beside it; nothing for a message that is not known
     * @throws MalformedMessageException if it is not what the protocol says
     */
    public Optional<RecordedMessage> readLine(String line) throws MalformedMessageException {
        checkLength(line.length(), Limits.MESSAGE);
        String server = null;
        long received = -1;
        Message message = null;
        boolean known = true;
        try (JsonParser parser = json.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedMessageException("is no JSON object: " + shown(line));
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "server" -> server = server(server, parser);
                    case "received" -> received = received(received, parser);
                    default -> {
                        Message found = message(name, parser);
                        if (found != null && message != null) {
                            throw new MalformedMessageException("has more than one message: " + shown(line));
                        }
                        known = known && found != null;
                        message = found == null ? message : found;
                    }
                }
            }
            checkEnd(parser, "line", line);
        } catch (JsonProcessingException e) {
            throw broken("line", line, e);
        } catch (IOException e) {
            throw new MalformedMessageException("cannot be read: " + e.getMessage());
        }
        if (message == null && known) {
            throw new MalformedMessageException("has none of hello, snapshot, batch, circuits, lost: " + shown(line));
        }
        return message == null
                ? Optional.empty()
                : Optional.of(new RecordedMessage(server == null ? "" : server, received, message));
    }

    private String server(@Nullable String before, JsonParser parser) throws IOException, MalformedMessageException {
        if (before != null || parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new MalformedMessageException(
                    before == null ? "has no text as 'server'" : "has 'server' twice: it is not known whose it is");
        }
        return names.known(parser.getText());
    }

    private static long received(long before, JsonParser parser) throws IOException, MalformedMessageException {
        if (before >= 0) {
            throw new MalformedMessageException("has 'received' twice");
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                || parser.getLongValue() < 0
                || parser.getLongValue() > Limits.NUMBER) {
            throw new MalformedMessageException("has no whole number from 0 to " + Limits.NUMBER + " as 'received'");
        }
        return parser.getLongValue();
    }

    private static void checkLength(int length, int most) throws MalformedMessageException {
        if (length > most) {
            throw new MalformedMessageException("has " + length + " characters, allowed: at most " + most);
        }
    }

    /** What follows could be taken for something else by who puts it into a line of its own. */
    private static void checkEnd(JsonParser parser, String name, String text)
            throws IOException, MalformedMessageException {
        if (parser.nextToken() != null) {
            throw new MalformedMessageException("'" + name + "' does not end where its JSON does: " + shown(text));
        }
    }

    /** The message at which the parser stands; {@code null} for one that is not known, which is passed over. */
    private @Nullable Message message(String name, JsonParser parser) throws IOException, MalformedMessageException {
        return switch (name) {
            case "hello" -> hello(Fields.read(parser, name));
            case "snapshot" -> snapshot(Fields.read(parser, name));
            case "batch" -> new Message.Batch(events.read(parser));
            case "circuits" -> circuits(Fields.read(parser, name));
            case "lost" -> new Message.Lost(Fields.read(parser, name).number("events"));
            case "heard" -> {
                parser.skipChildren();
                yield new Message.Heard();
            }
            default -> {
                parser.skipChildren();
                yield null;
            }
        };
    }

    private Message.Hello hello(Fields fields) throws MalformedMessageException {
        int protocol = fields.count("protocol");
        if (protocol != Message.Hello.VERSION) {
            throw new WrongVersionException(protocol);
        }
        return new Message.Hello(
                protocol,
                fields.name("node", names),
                fields.name("application", names),
                fields.name("server", names),
                fields.number("clock"),
                fields.name("recorder", names),
                fields.truth("operator"),
                fields.truth("resumed"));
    }

    private Message.Snapshot snapshot(Fields fields) throws MalformedMessageException {
        List<StreamFacts> streams = new ArrayList<>();
        for (Fields stream : fields.objects("streams")) {
            streams.add(new StreamFacts(
                    Names.id(stream.text("stream")),
                    stream.name("request", names),
                    stream.number("started"),
                    stream.names("steps", names),
                    stream.number("position"),
                    stream.isTrue("held")));
        }
        return new Message.Snapshot(fields.number("t"), circuitList(fields), streams);
    }

    private Message.CircuitsNow circuits(Fields fields) throws MalformedMessageException {
        return new Message.CircuitsNow(fields.number("t"), circuitList(fields));
    }

    private List<CircuitFacts> circuitList(Fields fields) throws MalformedMessageException {
        List<CircuitFacts> circuits = new ArrayList<>();
        for (Fields circuit : fields.objects("circuits")) {
            circuits.add(circuit(circuit));
        }
        return circuits;
    }

    private CircuitFacts circuit(Fields fields) throws MalformedMessageException {
        Fields window = fields.object("window");
        Fields probes = fields.object("probes");
        Fields policy = fields.object("policy");
        return new CircuitFacts(
                fields.name("circuit", names),
                fields.oneOf("state", CircuitState.class),
                fields.number("since"),
                fields.has("asks") ? fields.number("asks") : CircuitFacts.NOT_SAID,
                fields.oneOf("control", CircuitControl.class),
                new CircuitFacts.Window(window.count("size"), window.count("filled"), window.count("failures")),
                fields.number("permits"),
                new CircuitFacts.Probes(probes.count("running"), probes.count("succeeded")),
                new CircuitFacts.Policy(
                        policy.names("failOn", names),
                        policy.names("skipOn", names),
                        policy.number("delayMillis"),
                        policy.count("requestVolumeThreshold"),
                        policy.ratio("failureRatio"),
                        policy.count("successThreshold")),
                fields.has("nodes") ? nodes(fields.object("nodes")) : null);
    }

    private CircuitFacts.Nodes nodes(Fields fields) throws MalformedMessageException {
        Map<String, CircuitState> live = new HashMap<>();
        for (Fields node : fields.objects("live")) {
            live.put(node.name("node", names), node.oneOf("state", CircuitState.class));
        }
        return new CircuitFacts.Nodes(
                fields.name("self", names), fields.truth("together"), fields.truth("tripped"), live);
    }

    private static MalformedMessageException broken(String name, String text, JsonProcessingException failure) {
        // Limits of the parser are said without a place.
        JsonLocation place = failure.getLocation();
        return new MalformedMessageException(
                "'" + name + "' is no JSON: " + Printable.of(String.valueOf(failure.getOriginalMessage()), 200)
                        + (place == null ? "" : " at column " + place.getColumnNr()) + " of " + shown(text));
    }

    private static String shown(String text) {
        return Printable.of(text, MOST_SHOWN) + (text.length() <= MOST_SHOWN ? "" : " (" + text.length() + ")");
    }
}
