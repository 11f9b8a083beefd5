package org.cqrsjakarta.benchmarks.sse.quarkus;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.cqrsjakarta.benchmarks.sse.workload.Reading;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/** Answers by the stream that is asked for, as a Multi. */
@Path("sse")
public class MultiResource {

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> answer(@Context UriInfo uri, @Context Sse sse) {
        Workload workload = Workload.of(name -> uri.getQueryParameters().getFirst(name));
        String text = workload.quotedText();
        return numbers(workload).map(number -> event(workload, number, text, sse));
    }

    private static Multi<Integer> numbers(Workload workload) {
        if (workload.isPaced()) {
            return Multi.createFrom()
                    .ticks()
                    .every(Duration.ofMillis(workload.interval()))
                    .onOverflow()
                    .drop()
                    .map(tick -> tick.intValue() + 1)
                    .select()
                    .first(workload.events());
        }
        return Multi.createFrom().range(1, workload.events() + 1);
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
