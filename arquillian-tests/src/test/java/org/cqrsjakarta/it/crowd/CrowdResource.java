package org.cqrsjakarta.it.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.UnixOperatingSystemMXBean;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.cqrsjakarta.rest.SseMediator;

/** Streams of ours, responses held open without us, and what the server's memory looks like meanwhile. */
@Path("crowd")
public class CrowdResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @Inject
    private Silence silence;

    @GET
    @Path("idle")
    public void idle(@Suspended AsyncResponse response) {
        mediator.deliver(new Idle(), response);
    }

    @GET
    @Path("busy")
    public void busy(@Suspended AsyncResponse response) {
        mediator.deliver(new Busy(), response);
    }

    @GET
    @Path("blocks")
    public void blocks(@Suspended AsyncResponse response) {
        mediator.deliver(new Blocks(), response);
    }

    /** What anybody has to do who holds a response open on this server: one virtual thread that waits in the entity. */
    @GET
    @Path("plain")
    public void plain(@Suspended AsyncResponse response) {
        StreamingOutput waiting = out -> {
            Runnable toTheEnd = silence.join();
            out.write("event: item\n\n".getBytes(US_ASCII));
            out.flush();
            toTheEnd.run();
        };
        // The same headers: GlassFish keeps half a kilobyte for each.
        Response answer = Response.ok(waiting, MediaType.SERVER_SENT_EVENTS_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
        Thread.ofVirtual().start(() -> response.resume(answer));
    }

    @POST
    @Path("end")
    public void end() {
        silence.end();
    }

    @GET
    @Path("blocks/produced")
    public int blocksProduced() {
        return silence.blocks();
    }

    @GET
    @Path("files")
    public long filesAllowed() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getMaxFileDescriptorCount();
    }

    @GET
    @Path("threads")
    public int platformThreads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** Number and bytes of live objects by class, after a collection. */
    @GET
    @Path("heap")
    public String heap() throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
    }
}
