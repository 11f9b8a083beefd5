package org.cqrsjakarta.demo.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.cqrsjakarta.demo.Quake;
import org.cqrsjakarta.demo.StreamQuakes;
import org.cqrsjakarta.demo.feed.Fault;
import org.cqrsjakarta.demo.feed.Fault.Kind;
import org.cqrsjakarta.demo.feed.Feed;
import org.cqrsjakarta.demo.geojson.MalformedFeedException;
import org.cqrsjakarta.demo.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LiveQuakesTest {

    /** One quake in three hours: the first one comes at once, the second one not during this test. */
    private static final double SLOW = 0.0001;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var closeable : open) {
            closeable.close();
        }
    }

    @Test
    void streamsTheWeekNewestLast() throws Exception {
        var quakes = live(feed(0)).handle(StreamQuakes.all()).toList();

        assertThat(quakes).hasSize(1707).isSortedAccordingTo(Comparator.comparing(Quake::time));
        assertThat(quakes).allMatch(quake -> quake.source().equals("live"));
    }

    @Test
    void leavesTheSelectionToTheSource() throws Exception {
        var feed = feed(0);

        assertThat(live(feed).handle(StreamQuakes.atLeast(2.5)))
                .hasSize(297)
                .allMatch(quake -> quake.magnitude() >= 2.5);
        assertThat(feed.requests()).isEqualTo(1);
    }

    @Test
    void handsOutAQuakeWithoutWaitingForTheNextOne() throws Exception {
        try (var quakes = live(feed(SLOW)).handle(StreamQuakes.all())) {
            assertThat(quakes.iterator().next().id()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 297})
    void failsWhereTheConnectionIsDropped(int afterItems) throws Exception {
        var failure = failure(new Fault(Kind.DROP, afterItems), afterItems);

        assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("broke off");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 297})
    void failsWhereGarbageArrives(int afterItems) throws Exception {
        var failure = failure(new Fault(Kind.GARBAGE, afterItems), afterItems);

        assertThat(failure)
                .isInstanceOf(MalformedFeedException.class)
                .hasMessageContaining("is not a GeoJSON feature collection")
                .hasMessageContaining("after " + afterItems + " quakes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20})
    void failsWhenTheSourceStalls(int afterItems) throws Exception {
        var failure = failure(new Fault(Kind.STALL, afterItems), afterItems);

        assertThat(failure)
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageEndingWith(" has sent nothing for PT0.3S");
    }

    @Test
    void failsAtOnceWhenTheSourceRefuses() throws Exception {
        var feed = feed(0);
        feed.fault(new Fault(Kind.REFUSE, 0));

        assertThatThrownBy(() -> live(feed).handle(StreamQuakes.all()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(feed.url().toString())
                .hasMessageEndingWith(" refuses connections");
        assertThat(feed.requests()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void streamsAgainOnceTheFaultIsOver(Kind kind) throws Exception {
        var feed = feed(0);
        var url = feed.url();
        feed.fault(new Fault(kind, 3));
        feed.fault(Fault.NONE);

        assertThat(feed.url()).isEqualTo(url);
        assertThat(live(feed).handle(StreamQuakes.atLeast(2.5))).hasSize(297);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "DROP", "GARBAGE"})
    void feelsAFaultThatIsSwitchedOnMidStream(Kind kind) throws Exception {
        var feed = feed(SLOW);
        try (var quakes = live(feed, Duration.ofMinutes(10)).handle(StreamQuakes.all())) {
            var items = quakes.iterator();
            items.next();
            feed.fault(new Fault(kind, 0));

            assertThatThrownBy(items::hasNext).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void goesOnAfterAStallThatEndsInTime() throws Exception {
        var feed = feed(0);
        feed.fault(new Fault(Kind.STALL, 5));
        try (var quakes = live(feed, Duration.ofMinutes(10)).handle(StreamQuakes.atLeast(2.5))) {
            var items = quakes.iterator();
            for (int i = 0; i < 5; i++) {
                items.next();
            }
            feed.fault(Fault.NONE);

            assertThat(items).toIterable().hasSize(292);
        }
    }

    @Test
    void endsAPullThatIsUnderWayWhenItIsClosedFromAnotherThread() throws Exception {
        Stream<Quake> quakes = live(feed(SLOW), Duration.ofMinutes(10)).handle(StreamQuakes.all());
        var items = quakes.iterator();
        items.next();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pull = CompletableFuture.supplyAsync(items::hasNext, threads);
            quakes.close();

            assertThatThrownBy(pull::join)
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(IOException.class)
                    .rootCause()
                    .hasMessageEndingWith(" was closed while it was read");
        }
    }

    @Test
    void refusesAnAnswerWithAnotherStatus() throws Exception {
        var wrong = URI.create(feed(0).url() + "/nothing");

        assertThatThrownBy(() -> live(feed(settings(0, Optional.of(wrong), Duration.ofMillis(300))))
                        .handle(StreamQuakes.all()))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(" answered with status 404, but 200 is due");
    }

    @Test
    void keepsTheParametersThatTheUrlHasAlready() {
        assertThat(LiveQuakes.query(URI.create("https://example.org/query?starttime=now-7days"), StreamQuakes.all()))
                .hasToString("https://example.org/query?starttime=now-7days&format=geojson&orderby=time-asc");
        assertThat(LiveQuakes.query(URI.create("https://example.org/query"), StreamQuakes.atLeast(-0.5)))
                .hasToString("https://example.org/query?format=geojson&orderby=time-asc&minmagnitude=-0.5");
    }

    /** What comes out of a stream that has so many quakes before it fails. */
    private Throwable failure(Fault fault, int items) throws Exception {
        var feed = feed(0);
        feed.fault(fault);
        var seen = new ArrayList<Quake>();
        // Short where nothing comes, and so long that a busy machine is not taken for that where something does.
        var idleTimeout = fault.kind() == Kind.STALL ? Duration.ofMillis(300) : Duration.ofSeconds(20);
        try (var quakes = live(feed, idleTimeout).handle(StreamQuakes.atLeast(2.5))) {
            quakes.forEach(seen::add);
        } catch (UncheckedIOException e) {
            assertThat(seen).hasSize(items);
            return Objects.requireNonNull(e.getCause());
        }
        return new EOFException("It did not fail");
    }

    private LiveQuakes live(Feed feed) {
        return live(feed, Duration.ofSeconds(20));
    }

    private LiveQuakes live(Feed feed, Duration idleTimeout) {
        var client = new FeedClient(settings(0, Optional.empty(), idleTimeout));
        open.addFirst(client::close);
        return new LiveQuakes(feed, client);
    }

    private Feed feed(double rate) throws IOException {
        return feed(settings(rate, Optional.empty(), Duration.ofMillis(300)));
    }

    private Feed feed(Settings settings) throws IOException {
        var feed = new Feed(settings);
        feed.start();
        open.add(feed::stop);
        return feed;
    }

    private static Settings settings(double rate, Optional<URI> url, Duration idleTimeout) {
        return new Settings(url, rate, idleTimeout, Settings.EMBEDDED, 0, Set.of(), true);
    }
}
