package org.cqrsjakarta.internal.inspector;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.internal.circuit.CircuitFacts;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamRun;

/** Writes messages of the protocol as JSON, in UTF-8 and on one line. Callable from any thread. */
final class MessageWriter {

    private static final int PROTOCOL = 1;

    private final JsonGeneratorFactory generators = Json.createGeneratorFactory(Map.of());
    private final WallTime clock;

    MessageWriter(WallTime clock) {
        this.clock = clock;
    }

    byte[] hello(Origin origin, boolean operator, boolean resumed) {
        return written(json -> json.writeStartObject()
                .write("protocol", PROTOCOL)
                .write("node", origin.node())
                .write("application", origin.application())
                .write("server", origin.server())
                .write("clock", clock.micros())
                .write("recorder", origin.recorder())
                .write("operator", operator)
                .write("resumed", resumed)
                .writeEnd());
    }

    byte[] snapshot(List<CircuitFacts> circuits, OpenRuns runs) {
        return written(json -> {
            json.writeStartObject().write("t", clock.micros());
            writeCircuits(json, circuits);
            json.writeStartArray("streams");
            runs.forEach(run -> write(json, run));
            json.writeEnd().writeEnd();
        });
    }

    byte[] batch(List<Fact> facts) {
        return written(json -> {
            json.writeStartArray();
            for (Fact fact : facts) {
                json.writeStartObject().write("t", fact.micros()).write("type", fact.type());
                fact.writeMembers(json);
                json.writeEnd();
            }
            json.writeEnd();
        });
    }

    byte[] circuits(List<CircuitFacts> circuits) {
        return written(json -> {
            json.writeStartObject().write("t", clock.micros());
            writeCircuits(json, circuits);
            json.writeEnd();
        });
    }

    byte[] circuit(CircuitFacts circuit) {
        return written(json -> write(json, circuit));
    }

    byte[] lost(long events) {
        return written(json -> json.writeStartObject().write("events", events).writeEnd());
    }

    private byte[] written(Consumer<JsonGenerator> writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = generators.createGenerator(bytes)) {
            writing.accept(json);
        }
        return bytes.toByteArray();
    }

    private void writeCircuits(JsonGenerator json, List<CircuitFacts> circuits) {
        json.writeStartArray("circuits");
        circuits.forEach(circuit -> write(json, circuit));
        json.writeEnd();
    }

    private void write(JsonGenerator json, StreamRun<?> run) {
        json.writeStartObject()
                .write("stream", run.id())
                .write("request", run.request().getClass().getName())
                .write("started", clock.micros(run.startNanos()))
                .writeStartArray("steps");
        run.steps().forEach(json::write);
        json.writeEnd().write("position", run.position());
        if (run.isHeld()) {
            json.write("held", true);
        }
        json.writeEnd();
    }

    private void write(JsonGenerator json, CircuitFacts circuit) {
        json.writeStartObject()
                .write("circuit", circuit.name())
                .write("state", circuit.state().name())
                .write("since", clock.micros(circuit.sinceNanos()));
        Long asks = circuit.asksNanos();
        if (asks != null) {
            json.write("asks", clock.micros(asks));
        }
        json.write("control", circuit.control().name())
                .writeStartObject("window")
                .write("size", circuit.window().size())
                .write("filled", circuit.window().filled())
                .write("failures", circuit.window().failures())
                .writeEnd()
                .write("permits", circuit.permits())
                .writeStartObject("probes")
                .write("running", circuit.probes().running())
                .write("succeeded", circuit.probes().succeeded())
                .writeEnd();
        write(json, circuit.policy());
        CircuitFacts.Nodes nodes = circuit.nodes();
        if (nodes != null) {
            write(json, nodes);
        }
        json.writeEnd();
    }

    private static void write(JsonGenerator json, CircuitFacts.Nodes nodes) {
        json.writeStartObject("nodes")
                .write("self", nodes.self())
                .write("together", nodes.together())
                .write("tripped", nodes.tripped())
                .writeStartArray("live");
        nodes.live()
                .forEach((node, state) -> json.writeStartObject()
                        .write("node", node)
                        .write("state", state.name())
                        .writeEnd());
        json.writeEnd().writeEnd();
    }

    private static void write(JsonGenerator json, CircuitPolicy policy) {
        json.writeStartObject("policy");
        write(json, "failOn", policy.failOn());
        write(json, "skipOn", policy.skipOn());
        json.write("delayMillis", policy.delay().toMillis())
                .write("requestVolumeThreshold", policy.requestVolumeThreshold())
                .write("failureRatio", policy.failureRatio())
                .write("successThreshold", policy.successThreshold())
                .writeEnd();
    }

    private static void write(JsonGenerator json, String name, List<Class<? extends Throwable>> classes) {
        json.writeStartArray(name);
        classes.forEach(type -> json.write(type.getName()));
        json.writeEnd();
    }
}
