package org.cqrsjakarta.benchmarks.sse.jersey;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import org.cqrsjakarta.benchmarks.sse.workload.Pace;
import org.cqrsjakarta.benchmarks.sse.workload.Reading;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/** Sends through a sink, on a thread for each response. */
@Path("sse")
public class SinkResource {

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void answer(@Context UriInfo uri, @Context SseEventSink sink, @Context Sse sse) {
        Workload workload = Workload.of(name -> uri.getQueryParameters().getFirst(name));
        Thread.ofPlatform().daemon().start(() -> send(workload, sink, sse));
    }

    private static void send(Workload workload, SseEventSink sink, Sse sse) {
        Pace pace = workload.pace();
        String text = workload.quotedText();
        try (sink) {
            boolean reached = true;
            for (int number = 1; number <= workload.events() && reached && !sink.isClosed(); number++) {
                pace.await();
                // The sink stays open when the client leaves: only this tells.
                reached = !sink.send(event(workload, number, text, sse))
                        .toCompletableFuture()
                        .isCompletedExceptionally();
            }
        } catch (IOException | RuntimeException clientLeft) {
            // As every stream of the benchmark that is not counted to its end.
        }
    }

    private static OutboundSseEvent event(Workload workload, int number, String text, Sse sse) {
        OutboundSseEvent.Builder builder = sse.newEventBuilder().name("item").id(Workload.id(number));
        return workload.json()
                ? builder.mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(Reading.class, Reading.at(number))
                        .build()
                : builder.data(text).build();
    }
}
