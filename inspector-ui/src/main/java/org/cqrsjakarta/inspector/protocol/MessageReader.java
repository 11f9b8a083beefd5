package org.cqrsjakarta.inspector.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads messages of one feed. Not thread-safe. */
public final class MessageReader {

    private static final int MOST_SHOWN = 60;

    private final JsonFactory json = new JsonFactory();
    private final EventReader events = new EventReader();

    /**
     * Reads one message.
     *
     * @param name what it is called: an event's name, or a member of a recording's line
     * @param text its content as JSON
     * @return nothing for a message that is not known: a newer server may say more
     * @throws MalformedMessageException if it is not what the protocol says
     */
    public Optional<Message> read(String name, String text) throws MalformedMessageException {
        try (JsonParser parser = json.createParser(text)) {
            parser.nextToken();
            return Optional.ofNullable(message(name, parser));
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
     * @param line JSON
     * @return the message, with what stands beside it; nothing for a message that is not known
     * @throws MalformedMessageException if it is not what the protocol says
     */
    public Optional<RecordedMessage> readLine(String line) throws MalformedMessageException {
        String server = "";
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
                    case "server" -> server = parser.getText();
                    case "received" -> received = parser.getLongValue();
                    default -> {
                        Message found = message(name, parser);
                        known = known && found != null;
                        message = found == null ? message : found;
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw broken("line", line, e);
        } catch (IOException e) {
            throw new MalformedMessageException("cannot be read: " + e.getMessage());
        }
        if (message == null && known) {
            throw new MalformedMessageException("has none of hello, snapshot, batch, circuits, lost: " + shown(line));
        }
        return message == null ? Optional.empty() : Optional.of(new RecordedMessage(server, received, message));
    }

    /** The message at which the parser stands; {@code null} for one that is not known, which is passed over. */
    private @Nullable Message message(String name, JsonParser parser) throws IOException, MalformedMessageException {
        return switch (name) {
            case "hello" -> hello(Fields.read(parser, name));
            case "snapshot" -> snapshot(Fields.read(parser, name));
            case "batch" -> new Message.Batch(events.read(parser));
            case "circuits" -> circuits(Fields.read(parser, name));
            case "lost" -> new Message.Lost(Fields.read(parser, name).number("events"));
            default -> {
                parser.skipChildren();
                yield null;
            }
        };
    }

    private static Message.Hello hello(Fields fields) throws MalformedMessageException {
        int protocol = fields.count("protocol");
        if (protocol != Message.Hello.VERSION) {
            throw new WrongVersionException(protocol);
        }
        return new Message.Hello(
                protocol,
                fields.text("node"),
                fields.text("application"),
                fields.text("server"),
                fields.number("clock"),
                fields.text("recorder"),
                fields.truth("operator"),
                fields.truth("resumed"));
    }

    private static Message.Snapshot snapshot(Fields fields) throws MalformedMessageException {
        List<StreamFacts> streams = new ArrayList<>();
        for (Fields stream : fields.objects("streams")) {
            streams.add(new StreamFacts(
                    stream.text("stream"),
                    stream.text("request"),
                    stream.number("started"),
                    stream.texts("steps"),
                    stream.number("position")));
        }
        return new Message.Snapshot(fields.number("t"), circuitList(fields), streams);
    }

    private static Message.CircuitsNow circuits(Fields fields) throws MalformedMessageException {
        return new Message.CircuitsNow(fields.number("t"), circuitList(fields));
    }

    private static List<CircuitFacts> circuitList(Fields fields) throws MalformedMessageException {
        List<CircuitFacts> circuits = new ArrayList<>();
        for (Fields circuit : fields.objects("circuits")) {
            circuits.add(circuit(circuit));
        }
        return circuits;
    }

    private static CircuitFacts circuit(Fields fields) throws MalformedMessageException {
        Fields window = fields.object("window");
        Fields probes = fields.object("probes");
        Fields policy = fields.object("policy");
        return new CircuitFacts(
                fields.text("circuit"),
                fields.oneOf("state", CircuitState.class),
                fields.number("since"),
                fields.oneOf("control", CircuitControl.class),
                new CircuitFacts.Window(window.count("size"), window.count("filled"), window.count("failures")),
                fields.number("permits"),
                new CircuitFacts.Probes(probes.count("running"), probes.count("succeeded")),
                new CircuitFacts.Policy(
                        policy.texts("failOn"),
                        policy.texts("skipOn"),
                        policy.number("delayMillis"),
                        policy.count("requestVolumeThreshold"),
                        policy.ratio("failureRatio"),
                        policy.count("successThreshold")));
    }

    private static MalformedMessageException broken(String name, String text, JsonProcessingException failure) {
        return new MalformedMessageException("'" + name + "' is no JSON: " + failure.getOriginalMessage()
                + " at column " + failure.getLocation().getColumnNr() + " of " + shown(text));
    }

    private static String shown(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "… (" + text.length() + ")";
    }
}
