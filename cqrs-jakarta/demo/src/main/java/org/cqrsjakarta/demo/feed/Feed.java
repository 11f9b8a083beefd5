package org.cqrsjakarta.demo.feed;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import org.cqrsjakarta.demo.geojson.RecordedWeek;
import org.cqrsjakarta.demo.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The feed that the primary reads: the one whose URL is set, or else a replay of the recorded week, which starts and
 * ends with the application. Callable from any thread.
 */
@ApplicationScoped
public class Feed {

    private final Settings settings;
    private volatile @Nullable ReplayFeed replay;

    /**
     * Called by CDI.
     *
     * @param settings whether there is anything to replay, and how fast
     */
    @Inject
    public Feed(Settings settings) {
        this.settings = settings;
    }

    /** For the proxy that CDI puts before this bean. */
    @SuppressWarnings("NullAway")
    protected Feed() {
        this.settings = null;
    }

    /**
     * Starts the replay, if there is one. Called once, before anything else.
     *
     * @throws IOException when the recorded week cannot be read, or no port is to be had
     */
    public void start() throws IOException {
        if (settings.feedUrl().isEmpty()) {
            replay = ReplayFeed.start(RecordedWeek.features(), settings.feedRate());
        }
    }

    /** Ends the replay; when this returns no thread and no port of it is left. */
    @PreDestroy
    public void stop() {
        if (replay != null) {
            replay.close();
        }
    }

    /** The query service; what is wanted has to be added as parameters. */
    public URI url() {
        return settings.feedUrl().orElseGet(() -> replay == null ? URI.create("about:closed") : replay.url());
    }

    /** Whether the feed is the replay; if not, it cannot be made to fail, and its requests are not counted. */
    public boolean isReplay() {
        return replay != null;
    }

    /** How many requests have reached the replay since it started. */
    public long requests() {
        return replay == null ? 0 : replay.requests();
    }

    /** The fault that is switched on. */
    public Fault fault() {
        return replay == null ? Fault.NONE : replay.fault();
    }

    /**
     * Switches a fault on, for responses under way too.
     *
     * @param fault what goes wrong from now on
     * @throws IOException           when the replay was refusing and cannot have its port back
     * @throws IllegalStateException when the feed is not the replay
     */
    public void fault(Fault fault) throws IOException {
        if (replay == null) {
            throw new IllegalStateException("The feed is not the replay: " + url());
        }
        replay.fault(fault);
    }
}
