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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.cqrsjakarta.benchmarks.sse.workload.EventWriter;
import org.cqrsjakarta.benchmarks.sse.workload.Pace;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/** Writes events by hand to the output stream of the response. */
@Path("")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class OutputResource {

    private static final Jsonb JSON = JsonbBuilder.create();

    /** So many events may be told of before they are written. */
    private static final int AHEAD = 64;

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

    /** The same on a virtual thread. */
    @GET
    @Path("virtual")
    public void virtual(@Context UriInfo uri, @Suspended AsyncResponse response) {
        StreamingOutput output = output(uri, true);
        Thread.ofVirtual().start(() -> response.resume(output));
    }

    /** The same on a virtual thread that another one tells of each event: what it costs at least that both are not one. */
    @GET
    @Path("crossing")
    public void crossing(@Context UriInfo uri, @Suspended AsyncResponse response) {
        Workload workload = workload(uri);
        StreamingOutput output = out -> {
            BlockingQueue<Integer> due = new ArrayBlockingQueue<>(AHEAD);
            Thread telling = Thread.ofVirtual().start(() -> tell(workload, due));
            try {
                new EventWriter(workload, JSON::toJson, out).writeAll(true, () -> await(due));
            } finally {
                telling.interrupt();
            }
        };
        Thread.ofVirtual().start(() -> response.resume(output));
    }

    private static void tell(Workload workload, BlockingQueue<Integer> due) {
        Pace pace = workload.pace();
        try {
            for (int number = 1; number <= workload.events(); number++) {
                pace.await();
                due.put(number);
            }
        } catch (InterruptedException clientLeft) {
            // Nothing is to be told any more.
        }
    }

    private static void await(BlockingQueue<Integer> due) {
        try {
            due.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a response", e);
        }
    }

    private static Workload workload(UriInfo uri) {
        return Workload.of(name -> uri.getQueryParameters().getFirst(name));
    }

    private static StreamingOutput output(UriInfo uri, boolean flushingEach) {
        Workload workload = workload(uri);
        return out -> new EventWriter(workload, JSON::toJson, out).writeAll(flushingEach);
    }
}
