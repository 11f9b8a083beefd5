package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;

/** An application of Jersey's, with the feature that it finds and whatever else it registers, between a delivery and its clients. */
public final class JerseyRig {

    private static final URI BASE = URI.create("http://localhost/");

    private final ApplicationHandler jersey;

    public JerseyRig(DeliveryHarness harness, Chain<Object> chain, ResourceConfig application) {
        jersey = new ApplicationHandler(application
                .property("jersey.config.server.wadl.disableWadl", true)
                .register(new Streams(harness, chain)));
    }

    /** Delivers in both ways, and issues tickets. */
    @Path("")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public static final class Streams {

        private final DeliveryHarness harness;
        private final Chain<Object> chain;

        Streams(DeliveryHarness harness, Chain<Object> chain) {
            this.harness = harness;
            this.chain = chain;
        }

        @GET
        @Path("response")
        public void response(@Suspended AsyncResponse response) {
            harness.sse.deliver(chain, Ask.USUAL, StreamContext.ENCLOSING, response);
        }

        @GET
        @Path("sink")
        public void sink(@Context SseEventSink sink, @Context Sse sse) {
            harness.sinks.deliver(chain, Ask.USUAL, StreamContext.ENCLOSING, sink, sse);
        }

        @GET
        @Path("ticket")
        @Produces(MediaType.TEXT_PLAIN)
        public String ticket() {
            return harness.sse.issue(chain, Ask.USUAL, () -> StreamContext.ENCLOSING);
        }

        @GET
        @Path("own")
        public void own(@Context SseEventSink sink, @Context Sse sse) {
            sink.send(sse.newEvent("the application's own"));
            sink.close();
        }
    }

    private static final class Nobody implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return null;
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return null;
        }
    }

    /** A client that takes compressed responses, with header names and values in turn. */
    public Wire get(String pathAndQuery, String... headers) {
        var request = new ContainerRequest(
                BASE,
                BASE.resolve(pathAndQuery),
                "GET",
                new Nobody(),
                new MapPropertiesDelegate(),
                jersey.getConfiguration());
        request.header("Accept", MediaType.SERVER_SENT_EVENTS + ", */*;q=0.5");
        request.header("Accept-Encoding", "gzip, deflate");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        Wire wire = new Wire();
        request.setWriter(wire);
        jersey.handle(request);
        return wire;
    }

    /** What has left the server. */
    public static final class Wire implements ContainerResponseWriter {

        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private volatile MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
        private volatile int status;
        private volatile boolean over;

        @Override
        public OutputStream writeResponseStatusAndHeaders(long contentLength, ContainerResponse response) {
            headers = new MultivaluedHashMap<>(response.getStringHeaders());
            status = response.getStatus();
            return new OutputStream() {
                @Override
                public void write(int b) {
                    synchronized (held) {
                        held.write(b);
                    }
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    synchronized (held) {
                        held.write(bytes, offset, length);
                    }
                }

                @Override
                public void flush() {
                    synchronized (held) {
                        out.writeBytes(held.toByteArray());
                        held.reset();
                    }
                }

                @Override
                public void close() {
                    flush();
                    over = true;
                }
            };
        }

        @Override
        public boolean suspend(long timeOut, TimeUnit timeUnit, TimeoutHandler timeoutHandler) {
            return true;
        }

        @Override
        public void setSuspendTimeout(long timeOut, TimeUnit timeUnit) {}

        @Override
        public void commit() {
            over = true;
        }

        @Override
        public void failure(Throwable error) {
            over = true;
        }

        @Override
        public boolean enableResponseBuffering() {
            return true;
        }

        public String text() {
            synchronized (held) {
                return out.toString(UTF_8);
            }
        }

        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }

        public int status() {
            return status;
        }

        public Wire await(String part) {
            until(() -> text().contains(part), () -> "'" + part + "' in '" + text() + "'");
            return this;
        }

        public Wire awaitEnd() {
            until(() -> over, () -> "the end of '" + text() + "'");
            return this;
        }
    }
}
