package org.cqrsjakarta.it.database;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.rest.SseMediator;

/** Delivers the measures, and asks for what nobody handles. */
@Path("measures")
@DataSourceDefinition(
        name = "java:app/jdbc/measures",
        className = "org.h2.jdbcx.JdbcDataSource",
        url = "jdbc:h2:mem:measures;DB_CLOSE_DELAY=-1",
        user = "sa",
        password = "",
        minPoolSize = 0,
        initialPoolSize = 0)
public class MeasuresResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    /** A request without a handler. */
    public record Nobodys() implements StreamRequest<String> {}

    @Inject
    @SuppressWarnings("NullAway.Init")
    private SseMediator mediator;

    @GET
    public void emitted(@Suspended AsyncResponse response) {
        mediator.deliver(new StreamMeasures(), response);
    }

    @GET
    @Path("too-late")
    public void pulled(@Suspended AsyncResponse response) {
        mediator.deliver(new StreamMeasuresTooLate(), response);
    }

    @GET
    @Path("nobodys")
    public void delivered(@Suspended AsyncResponse response) {
        mediator.deliver(new Nobodys(), response);
    }

    @GET
    @Path("nobodys/count")
    public long counted() {
        return mediator.stream(new Nobodys()).count();
    }
}
