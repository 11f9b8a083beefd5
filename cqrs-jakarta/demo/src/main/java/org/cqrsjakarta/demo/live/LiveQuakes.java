package org.cqrsjakarta.demo.live;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.demo.Quake;
import org.cqrsjakarta.demo.StreamQuakes;
import org.cqrsjakarta.demo.feed.Feed;
import org.cqrsjakarta.demo.geojson.QuakeReader;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * The primary: quakes from the feed, as they arrive. Three failures in a row open its circuit for five seconds.
 */
@StreamingHandler
@CircuitBreaker(requestVolumeThreshold = 3, failureRatio = 1.0, delay = 5, delayUnit = ChronoUnit.SECONDS)
public class LiveQuakes implements StreamingRequestHandler<StreamQuakes, Quake> {

    private final Feed feed;
    private final FeedClient client;

    /**
     * Called by CDI, for each stream.
     *
     * @param feed   where to ask
     * @param client how to ask
     */
    @Inject
    public LiveQuakes(Feed feed, FeedClient client) {
        this.feed = feed;
        this.client = client;
    }

    @Override
    public Stream<Quake> handle(StreamQuakes request) throws IOException, InterruptedException {
        URI url = query(feed.url(), request);
        InputStream body = client.get(url);
        return new QuakeReader(body, url.toString(), Quake.LIVE).stream().onClose(() -> close(body));
    }

    /** The magnitude goes to the source: what it leaves out costs neither time nor transfer. */
    static URI query(URI service, StreamQuakes request) {
        var query = new StringBuilder(service.toString());
        query.append(service.getRawQuery() == null ? '?' : '&').append("format=geojson&orderby=time-asc");
        request.minMagnitude()
                .ifPresent(magnitude -> query.append("&minmagnitude=").append(magnitude));
        return URI.create(query.toString());
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
