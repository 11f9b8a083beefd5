package org.cqrsjakarta.it.proxies;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;
import org.cqrsjakarta.rest.SseMediator;

/** Pulses, and how many streams of them are open. */
@Path("pulses")
public class PulseResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @Inject
    private OpenPulses open;

    @GET
    public void pulses(
            @QueryParam("count") int count,
            @QueryParam("gap") long gapMillis,
            @QueryParam("silence") long silenceMillis,
            @Suspended AsyncResponse response) {
        mediator.deliver(new Pulses(count, gapMillis, silenceMillis), response);
    }

    /** Reads a body to its end. */
    @POST
    @Path("length")
    @Consumes(MediaType.TEXT_PLAIN)
    public int length(String body) {
        return body.length();
    }

    @GET
    @Path("open")
    public int open() {
        return open.count();
    }
}
