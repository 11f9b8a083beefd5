package org.cqrsjakarta.it.contexts;

import jakarta.annotation.security.DeclareRoles;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import java.util.stream.Collectors;
import org.cqrsjakarta.rest.SseMediator;

/** What handlers see, delivered and pulled. */
@Path("mirror")
@DeclareRoles("reader")
public class MirrorResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @Inject
    private Seen seen;

    @Inject
    private Kept kept;

    @GET
    public void delivered(@Suspended AsyncResponse response) {
        seen.again();
        mediator.deliver(new WhoAmI(), response);
    }

    /** Opens a stream that outlives its request; whoever asks next takes it. */
    @GET
    @Path("opened")
    public String opened() {
        kept.keep(mediator.stream(new WhoAmI()).iterator());
        return "opened";
    }

    @GET
    @Path("taken")
    public String taken() {
        return kept.takeNext();
    }

    @GET
    @Path("pulled")
    public String pulled() {
        seen.again();
        try (var items = mediator.stream(new WhoAmI())) {
            return items.collect(Collectors.joining("\n"));
        }
    }
}
