package org.cqrsjakarta.benchmarks.sse.jersey;

import java.net.URI;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** Answers every request by the stream that it asks for. Argument: the port, on loopback. */
public final class JerseyServer {

    private JerseyServer() {}

    public static void main(String[] arguments) {
        GrizzlyHttpServerFactory.createHttpServer(
                URI.create("http://127.0.0.1:" + arguments[0] + "/"), new ResourceConfig(SinkResource.class));
    }
}
