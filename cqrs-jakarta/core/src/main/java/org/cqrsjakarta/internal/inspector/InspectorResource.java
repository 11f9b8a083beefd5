package org.cqrsjakarta.internal.inspector;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.StringReader;
import java.security.Principal;
import java.util.Arrays;
import java.util.Optional;
import org.cqrsjakarta.internal.rest.ProtectedApplications;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.internal.wire.Problem;
import org.cqrsjakarta.rest.ProtectedEndpoint;
import org.jspecify.annotations.Nullable;

/** The inspector's addresses (docs/inspector-protocol.md). */
@Path("cqrs")
@ProtectedEndpoint
@InspectorAddress
public final class InspectorResource {

    private static final String LINES = "application/x-ndjson";
    private static final String PROBLEM = "application/problem+json";

    @Context
    @Nullable
    SecurityContext security;

    /** The feed as events. */
    @GET
    @Path("telemetry")
    @Produces({MediaType.SERVER_SENT_EVENTS, PROBLEM})
    public void events(
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String lastEventId,
            @Suspended AsyncResponse response) {
        feed(Form.EVENTS, lastEventId, response);
    }

    /** The feed as lines. */
    @GET
    @Path("telemetry")
    @Produces(LINES)
    public void lines(@Suspended AsyncResponse response) {
        feed(Form.LINES, null, response);
    }

    /** What a feed of events begins with. Without this, the server would open one, for a client that reads nothing. */
    @HEAD
    @Path("telemetry")
    @Produces({MediaType.SERVER_SENT_EVENTS, PROBLEM})
    public Response headOfEvents() {
        return head(Form.EVENTS);
    }

    /** What a feed of lines begins with. */
    @HEAD
    @Path("telemetry")
    @Produces(LINES)
    public Response headOfLines() {
        return head(Form.LINES);
    }

    /** The circuits, as they are. */
    @GET
    @Path("circuits")
    @Produces({MediaType.APPLICATION_JSON, PROBLEM})
    public Response circuits() {
        Inspector inspector = inspector();
        return refusal(inspector, Roles.INSPECTOR, Roles.OPERATOR)
                .map(InspectorResource::refused)
                .orElseGet(() -> json(inspector.circuits()));
    }

    /**
     * Acts on a circuit.
     *
     * @param name of the circuit
     * @param body the action
     */
    @POST
    @Path("circuits/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, PROBLEM})
    public Response act(@PathParam("name") String name, String body) {
        Inspector inspector = inspector();
        Optional<Problem> refusal = refusal(inspector, Roles.OPERATOR);
        if (refusal.isPresent()) {
            InspectorLog.LOG.refused(user(), OneLine.of(name), refusal.get().status());
            return refused(refusal.get());
        }
        String word = actionIn(body);
        Optional<CircuitAction> action = word == null ? Optional.empty() : CircuitAction.of(word);
        if (action.isEmpty()) {
            String found = word == null ? "The body has no \"action\" that is a string" : "There is no such action";
            return Problem.of(
                            Response.Status.BAD_REQUEST,
                            found + "; what is right: {\"action\": one of " + CircuitAction.words() + "}")
                    .response();
        }
        return inspector
                .act(name, action.get(), user())
                .map(InspectorResource::json)
                .orElseGet(() -> Problem.of(
                                Response.Status.NOT_FOUND,
                                "There is no circuit of this name; there are: " + inspector.circuitNames())
                        .response());
    }

    private void feed(Form form, @Nullable String lastEventId, AsyncResponse response) {
        Inspector inspector = inspector();
        Optional<Problem> refusal = refusal(inspector, Roles.INSPECTOR, Roles.OPERATOR);
        if (refusal.isPresent()) {
            response.resume(refused(refusal.get()));
            return;
        }
        switch (inspector.open(response, form, caller(lastEventId))) {
            case TAKEN -> {}
            case NONE ->
                response.resume(Problem.of(
                                Response.Status.SERVICE_UNAVAILABLE,
                                "No further feed: " + inspector.rules().maxFeeds()
                                        + " may be open at a time (cqrs.inspector.max-feeds), and none once the"
                                        + " application stops")
                        .response());
            case NONE_FOR_USER ->
                response.resume(Problem.of(
                                429,
                                "Too Many Requests",
                                "No further feed of this user: "
                                        + inspector.rules().maxFeedsOfUser()
                                        + " may be open at a time (cqrs.inspector.max-feeds-per-user)")
                        .response());
        }
    }

    private Response head(Form form) {
        return refusal(inspector(), Roles.INSPECTOR, Roles.OPERATOR)
                .map(InspectorResource::refused)
                .orElseGet(() -> LiveResponses.head(form));
    }

    private FeedCaller caller(@Nullable String lastEventId) {
        ServedApplication here = ServedApplication.current();
        Principal user = security == null ? null : security.getUserPrincipal();
        String name = user == null ? null : user.getName();
        return new FeedCaller(here.name(), here.server(), name, isInRole(Roles.OPERATOR), lastEventId);
    }

    /** Why the caller does not get what only these roles get; acting is never open. */
    private Optional<Problem> refusal(Inspector inspector, String... roles) {
        boolean reading = Arrays.asList(roles).contains(Roles.INSPECTOR);
        if ((reading && inspector.rules().open()) || Arrays.stream(roles).anyMatch(this::isInRole)) {
            return Optional.empty();
        }
        boolean known = security != null && security.getUserPrincipal() != null;
        return Optional.of(Problem.of(
                known ? Response.Status.FORBIDDEN : Response.Status.UNAUTHORIZED,
                (known ? "This user lacks the role " : "Only for users of the role ") + String.join(" or ", roles)));
    }

    private boolean isInRole(String role) {
        return security != null && security.isUserInRole(role);
    }

    private String user() {
        return security == null || security.getUserPrincipal() == null
                ? "nobody"
                : OneLine.of(security.getUserPrincipal().getName());
    }

    @SuppressWarnings("IllegalCatch")
    private static @Nullable String actionIn(String body) {
        try (JsonParser parser = Json.createParser(new StringReader(body))) {
            var unused = parser.next();
            JsonValue value = parser.getValue();
            // A parser and not a reader, which leaves alone what comes behind the value.
            return !parser.hasNext()
                            && value instanceof JsonObject object
                            && object.get("action") instanceof JsonString action
                    ? action.getString()
                    : null;
        } catch (RuntimeException e) {
            // Parsers have several kinds for what is malformed, ends early or is nested too deeply.
            return null;
        }
    }

    private static Response refused(Problem refusal) {
        Response.ResponseBuilder answer = refusal.answer();
        if (refusal.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            answer = answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"cqrs-inspector\", charset=\"UTF-8\"");
        }
        return answer.build();
    }

    private static Response json(byte[] content) {
        return Response.ok(content, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** The addresses are found without the feature, too; then nothing protects them. */
    private static Inspector inspector() {
        if (!ProtectedApplications.isOne()) {
            InspectorLog.LOG.notProtected();
            throw new ServiceUnavailableException(Problem.of(
                            Response.Status.SERVICE_UNAVAILABLE,
                            "This application is not set up to protect its endpoints; its log says why")
                    .response());
        }
        return CDI.current().select(Inspector.class).get();
    }
}
