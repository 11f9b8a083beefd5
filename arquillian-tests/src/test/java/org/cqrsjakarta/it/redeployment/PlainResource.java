package org.cqrsjakarta.it.redeployment;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The same numbers without the library: what remains of this application is the server's. */
@ApplicationScoped
@Path("numbers")
@Produces("text/event-stream")
public class PlainResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {

        /** Else Jersey holds back the first 8 KB. */
        @Override
        public Map<String, Object> getProperties() {
            return Map.of("jersey.config.server.contentLength.buffer", 0);
        }
    }

    private final Set<Thread> writing = ConcurrentHashMap.newKeySet();

    @GET
    public void numbers(@QueryParam("gap") long gapMillis, @Suspended AsyncResponse response) {
        if (Canary.sings()) {
            StreamingOutput entity = out -> count(out, gapMillis);
            writing.add(Thread.ofVirtual()
                    .name("plain")
                    .start(() -> response.resume(Response.ok(entity).build())));
        }
    }

    private static void count(OutputStream out, long gapMillis) throws IOException {
        try {
            for (long i = 0; ; i++) {
                out.write(("event: item\ndata: " + i + "\n\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                Thread.sleep(gapMillis);
            }
        } catch (InterruptedException undeployed) {
            throw new InterruptedIOException();
        }
    }

    @PreDestroy
    void stop() {
        writing.forEach(Thread::interrupt);
    }
}
