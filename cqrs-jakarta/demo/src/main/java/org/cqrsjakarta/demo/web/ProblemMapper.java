package org.cqrsjakarta.demo.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** Answers everything that goes wrong below {@code api/} with a {@link Problem}. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof BadInputException) {
            return new Problem(400, String.valueOf(failure.getMessage())).response();
        }
        if (failure instanceof WebApplicationException known) {
            var response = known.getResponse();
            return response.hasEntity() || response.getStatus() < 400 ? response : describe(response);
        }
        // The text of the exception is for the log; who reports the problem can name the line by this id.
        var id = UUID.randomUUID();
        System.getLogger(ProblemMapper.class.getName()).log(Level.ERROR, "Request failed, urn:uuid:" + id, failure);
        return new Problem(500, "The server failed; its log has the details under urn:uuid:" + id).response();
    }

    private static Response describe(Response response) {
        var problem = new Problem(response.getStatus(), detail(response.getStatus())).response();
        var allowed = response.getHeaders().get("Allow");
        if (allowed != null) {
            problem.getHeaders().put("Allow", allowed);
        }
        return problem;
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address; there is quakes, feed, feed/fault and circuits";
            case 405 -> "This method is not served at this address; the header Allow lists those that are";
            case 406 -> "The header Accept admits no type that is served at this address";
            case 415 -> "The header Content-Type must be application/json";
            default -> "The request cannot be served";
        };
    }
}
