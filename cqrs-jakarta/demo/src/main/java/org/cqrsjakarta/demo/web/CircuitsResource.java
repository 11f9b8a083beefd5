package org.cqrsjakarta.demo.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitStatus;
import org.cqrsjakarta.Circuits;

/** {@code GET api/circuits}: name, state and policy of each circuit, and when an open one admits a stream again. */
@Path("circuits")
@RequestScoped
public class CircuitsResource {

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Circuits circuits;

    /**
     * Lists the circuits.
     *
     * @return as they are at this moment
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public JsonArray list() {
        return write(circuits.all());
    }

    static JsonArray write(List<CircuitStatus> circuits) {
        var array = Json.createArrayBuilder();
        for (var circuit : circuits) {
            var object = Json.createObjectBuilder()
                    .add("name", circuit.name())
                    .add("state", circuit.state().name())
                    .add("policy", policy(circuit.policy()));
            circuit.admitsIn().ifPresent(wait -> object.add("admitsInMillis", wait.toMillis()));
            array.add(object);
        }
        return array.build();
    }

    private static JsonObjectBuilder policy(CircuitPolicy policy) {
        return Json.createObjectBuilder()
                .add("failOn", names(policy.failOn()))
                .add("skipOn", names(policy.skipOn()))
                .add("delayMillis", policy.delay().toMillis())
                .add("requestVolumeThreshold", policy.requestVolumeThreshold())
                .add("failureRatio", policy.failureRatio())
                .add("successThreshold", policy.successThreshold());
    }

    private static JsonArrayBuilder names(List<Class<? extends Throwable>> classes) {
        return Json.createArrayBuilder(classes.stream().map(Class::getName).toList());
    }
}
