package org.cqrsjakarta.it.smoke;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("hello")
public class HelloResource {
    @GET
    public String hello() {
        return "hello from " + Runtime.version().feature();
    }
}
