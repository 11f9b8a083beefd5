package org.cqrsjakarta.benchmarks.sse.glassfish;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;
import org.cqrsjakarta.rest.SseMediator;

/** Delivers by this library. */
@Path("ours")
public class OurResource {

    @Inject
    SseMediator mediator;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void answer(@Context UriInfo uri, @Suspended AsyncResponse response) {
        Workload workload = Workload.of(name -> uri.getQueryParameters().getFirst(name));
        if (workload.json()) {
            mediator.deliver(new StreamReadings(workload), response);
        } else {
            mediator.deliver(new StreamTexts(workload), response);
        }
    }
}
