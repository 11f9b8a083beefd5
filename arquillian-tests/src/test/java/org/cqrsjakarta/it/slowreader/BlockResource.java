package org.cqrsjakarta.it.slowreader;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import java.lang.management.ManagementFactory;
import org.cqrsjakarta.rest.SseMediator;

/** Blocks, and what the server's memory and threads look like meanwhile. */
@Path("blocks")
public class BlockResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @GET
    public void blocks(@Suspended AsyncResponse response) {
        mediator.deliver(new Blocks(), response);
    }

    /** Live heap in bytes after a collection, and the number of platform threads. */
    @GET
    @Path("cost")
    public String cost() {
        var memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least + " " + ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
