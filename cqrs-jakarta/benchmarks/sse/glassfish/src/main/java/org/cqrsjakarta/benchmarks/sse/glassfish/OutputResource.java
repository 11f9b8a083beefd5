package org.cqrsjakarta.benchmarks.sse.glassfish;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import org.cqrsjakarta.benchmarks.sse.workload.EventWriter;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/** Writes events by hand to the output stream of the response. */
@Path("")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class OutputResource {

    private static final Jsonb JSON = JsonbBuilder.create();

    /** On the thread of the request; flushed where the stream is paced, otherwise whenever the server's buffer is full. */
    @GET
    @Path("output")
    public StreamingOutput output(@Context UriInfo uri) {
        return output(uri, false);
    }

    /** On a thread of its own, with a flush after each event. */
    @GET
    @Path("async")
    public void async(@Context UriInfo uri, @Suspended AsyncResponse response) {
        StreamingOutput output = output(uri, true);
        Thread.ofPlatform().daemon().start(() -> response.resume(output));
    }

    private static StreamingOutput output(UriInfo uri, boolean flushingEach) {
        Workload workload = Workload.of(name -> uri.getQueryParameters().getFirst(name));
        return out -> new EventWriter(workload, JSON::toJson, out).writeAll(flushingEach);
    }
}
