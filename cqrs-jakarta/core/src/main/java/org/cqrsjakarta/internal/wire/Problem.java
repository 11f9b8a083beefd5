package org.cqrsjakarta.internal.wire;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody does not get what they asked for, in the form of RFC 9457: the one shape in which this library says so.
 *
 * @param status   HTTP status
 * @param title    the status's phrase, as the type is {@code about:blank} (chapter 4.2.1)
 * @param detail   for a human: what was found and what is right; nothing of the inside
 * @param instance under which the log says more; {@code null} if there is no more to be said
 */
public record Problem(
        int status, String title, String detail, @Nullable UUID instance) {

    /** Looked up once: whoever is refused should cost little. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private static final MediaType TYPE = new MediaType("application", "problem+json");

    /** One of which there is no more to be said. */
    public static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, null);
    }

    /** One of a status that Jakarta REST has a phrase for. */
    public static Problem of(Response.Status status, String detail) {
        return of(status.getStatusCode(), status.getReasonPhrase(), detail);
    }

    /** The answer, to which headers may be added. */
    public Response.ResponseBuilder answer() {
        return Response.status(status)
                .type(TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json());
    }

    /** The answer as it is. */
    public Response response() {
        return answer().build();
    }

    private String json() {
        JsonObjectBuilder problem =
                JSON.createObjectBuilder().add("title", title).add("status", status);
        if (instance != null) {
            problem.add("instance", urn(instance));
        }
        return problem.add("type", "about:blank").add("detail", detail).build().toString();
    }

    /** An id as it is told. */
    public static String urn(UUID instance) {
        return "urn:uuid:" + instance;
    }
}
