package org.cqrsjakarta.demo.live;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.cqrsjakarta.demo.settings.Settings;

/** The HTTP client of the application, with a timeout for each thing that may take too long. Callable from any thread. */
@ApplicationScoped
public class FeedClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final Duration idleTimeout;
    private final ExecutorService threads;
    private final HttpClient http;

    /**
     * Called by CDI.
     *
     * @param settings how long the feed may send nothing
     */
    @Inject
    public FeedClient(Settings settings) {
        this.idleTimeout = settings.idleTimeout();
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("quakes-client-", 0).factory());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(threads)
                .build();
    }

    /** For the proxy that CDI puts before this bean. */
    @SuppressWarnings("NullAway")
    protected FeedClient() {
        this.idleTimeout = null;
        this.threads = null;
        this.http = null;
    }

    /**
     * Asks for a document, and returns when it begins to arrive.
     *
     * @param url what to GET
     * @return the document's bytes as they arrive; a read fails when none does for longer than the idle timeout; closing
     *     it, from any thread, aborts the transfer
     * @throws ConnectException when nobody listens there
     * @throws IOException      when there is no answer in time, or one with another status than 200
     */
    public InputStream get(URI url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url).timeout(idleTimeout).build();
        HttpResponse<InputStream> response;
        try {
            response = http.send(request, head -> new TimedBody(url.toString(), idleTimeout));
        } catch (ConnectException e) {
            // The client's own one has no message.
            var refused = new ConnectException(url + " refuses connections");
            refused.initCause(e);
            throw refused;
        }
        if (response.statusCode() != 200) {
            response.body().close();
            throw new IOException(url + " answered with status " + response.statusCode() + ", but 200 is due");
        }
        return response.body();
    }

    /** Aborts what is under way; when this returns no thread is left. */
    @PreDestroy
    void close() {
        http.shutdownNow();
        http.close();
        threads.close();
    }
}
