package org.cqrsjakarta.it.security;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.cqrsjakarta.rest.ProtectedEndpoint;

/** Takes bodies; each method is protected by itself, but for one. */
@Path("orders")
public class Orders {

    @GET
    @ProtectedEndpoint
    public String list() {
        return "listed";
    }

    /** Says what became of the parts whose types are not given. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ProtectedEndpoint
    public String take(Order order) {
        List<Object> parts = new ArrayList<>();
        parts.add(order.extra);
        if (order.more != null) {
            parts.addAll(order.more);
        }
        var types = new TreeSet<String>();
        parts.stream()
                .filter(Objects::nonNull)
                .map(part -> part.getClass().getName())
                .forEach(types::add);
        return order.name + " " + types;
    }

    @PUT
    @ProtectedEndpoint
    public String count(InputStream body) throws IOException {
        return "counted " + body.transferTo(OutputStream.nullOutputStream());
    }

    @PATCH
    @ProtectedEndpoint
    public String change() {
        return "changed";
    }

    @DELETE
    @ProtectedEndpoint
    public String delete() {
        return "deleted";
    }

    @POST
    @Path("unprotected")
    public String unprotected(InputStream body) throws IOException {
        return count(body);
    }

    @GET
    @Path("canary")
    public int canary() {
        return Cage.timesOpened();
    }
}
