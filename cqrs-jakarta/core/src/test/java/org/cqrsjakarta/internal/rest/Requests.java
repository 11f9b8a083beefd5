package org.cqrsjakarta.internal.rest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import java.net.URI;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;

/** Requests as filters get them. */
final class Requests {

    static final String HOST = "shop.example.org:8443";

    private Requests() {}

    /** A request to {@link #HOST}, with header names and values in turn. */
    static ContainerRequest of(String method, String pathAndQuery, String... headers) {
        URI base = URI.create("https://" + HOST + "/");
        var request =
                new ContainerRequest(base, base.resolve(pathAndQuery), method, null, new MapPropertiesDelegate(), null);
        request.header("Host", HOST);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    static JsonObject problem(Response response) {
        return Json.createReader(new StringReader((String) response.getEntity()))
                .readObject();
    }
}
