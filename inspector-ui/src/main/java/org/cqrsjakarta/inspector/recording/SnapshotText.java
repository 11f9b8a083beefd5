package org.cqrsjakarta.inspector.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.inspector.history.CircuitLane;
import org.cqrsjakarta.inspector.history.Segment;
import org.cqrsjakarta.inspector.history.ServerHistory;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.protocol.CircuitFacts;
import org.cqrsjakarta.inspector.protocol.CircuitState;

/** How a server stands, as it would say it itself: a recording that begins in the middle begins with this. */
public final class SnapshotText {

    private SnapshotText() {}

    /**
     * Writes the content of a {@code snapshot}.
     *
     * @param server of which
     * @param open   its open streams
     * @param now    by the clock of the inspector
     */
    public static String of(ServerHistory server, List<StreamLane> open, long now) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("t", now - server.offset());
            json.writeArrayFieldStart("circuits");
            for (CircuitLane circuit : server.circuits()) {
                CircuitFacts facts = circuit.facts();
                if (facts != null) {
                    circuit(json, facts);
                }
            }
            json.writeEndArray();
            json.writeArrayFieldStart("streams");
            for (StreamLane lane : open) {
                stream(json, lane, server.offset());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            // There is no other: the text is in memory.
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void stream(JsonGenerator json, StreamLane lane, long offset) throws IOException {
        json.writeStartObject();
        json.writeStringField("stream", lane.id());
        json.writeStringField("request", lane.request().isEmpty() ? "?" : lane.request());
        // By another clock than when it was heard of, perhaps: then it is not before that clock began.
        json.writeNumberField("started", Math.max(0, lane.started() - offset));
        json.writeArrayFieldStart("steps");
        for (Segment segment : lane.segments()) {
            json.writeString(segment.handler().isEmpty() ? "?" : segment.handler());
        }
        json.writeEndArray();
        json.writeNumberField("position", lane.position());
        if (lane.isHeld()) {
            json.writeBooleanField("held", true);
        }
        json.writeEndObject();
    }

    private static void circuit(JsonGenerator json, CircuitFacts facts) throws IOException {
        json.writeStartObject();
        json.writeStringField("circuit", facts.circuit());
        json.writeStringField("state", facts.state().name());
        json.writeNumberField("since", facts.since());
        if (facts.asks() != CircuitFacts.NOT_SAID) {
            json.writeNumberField("asks", facts.asks());
        }
        json.writeStringField("control", facts.control().name());
        json.writeObjectFieldStart("window");
        json.writeNumberField("size", facts.window().size());
        json.writeNumberField("filled", facts.window().filled());
        json.writeNumberField("failures", facts.window().failures());
        json.writeEndObject();
        json.writeNumberField("permits", facts.permits());
        json.writeObjectFieldStart("probes");
        json.writeNumberField("running", facts.probes().running());
        json.writeNumberField("succeeded", facts.probes().succeeded());
        json.writeEndObject();
        json.writeObjectFieldStart("policy");
        names(json, "failOn", facts.policy().failOn());
        names(json, "skipOn", facts.policy().skipOn());
        json.writeNumberField("delayMillis", facts.policy().delayMillis());
        json.writeNumberField("requestVolumeThreshold", facts.policy().requestVolumeThreshold());
        json.writeNumberField("failureRatio", facts.policy().failureRatio());
        json.writeNumberField("successThreshold", facts.policy().successThreshold());
        json.writeEndObject();
        CircuitFacts.Nodes nodes = facts.nodes();
        if (nodes != null) {
            nodes(json, nodes);
        }
        json.writeEndObject();
    }

    private static void nodes(JsonGenerator json, CircuitFacts.Nodes nodes) throws IOException {
        json.writeObjectFieldStart("nodes");
        json.writeStringField("self", nodes.self());
        json.writeBooleanField("together", nodes.together());
        json.writeBooleanField("tripped", nodes.tripped());
        json.writeArrayFieldStart("live");
        for (Map.Entry<String, CircuitState> node : nodes.live().entrySet()) {
            json.writeStartObject();
            json.writeStringField("node", node.getKey());
            json.writeStringField("state", node.getValue().name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void names(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
