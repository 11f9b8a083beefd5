package org.cqrsjakarta.inspector.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.Mark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against servers of every kind, good ones and others, on the loopback. */
class FeedConnectionTest {

    private static final String FEED = "text/event-stream";
    private static final String HELLO = "event: hello\ndata: {\"protocol\":1,\"node\":\"n\",\"application\":\"a\","
            + "\"server\":\"s\",\"clock\":1,\"recorder\":\"r\",\"operator\":true,\"resumed\":false}\n\n";
    private static final String BATCH =
            "event: batch\nid: r.1\ndata: [{\"t\":1,\"type\":\"progress\"," + "\"stream\":\"a\",\"position\":1}]\n\n";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Inbox inbox = new Inbox(1_000);
    private final BlockingQueue<Health> changes = new LinkedBlockingQueue<>();
    private HttpServer server;
    private FeedConnection connection;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        if (connection != null) {
            connection.close();
        }
        server.stop(0);
    }

    private void answer(String path, int status, String type, String body) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
    }

    private void connect(int port, Credentials credentials) {
        connection = new FeedConnection(
                ServerAddress.parse("q=http://" + LOOPBACK.getHostAddress() + ":" + port + "/q"),
                credentials,
                inbox,
                FeedTap.NONE,
                WallClock.SYSTEM,
                changed -> changes.add(changed.health()));
        connection.start();
    }

    private void connect() {
        connect(server.getAddress().getPort(), Credentials.NONE);
    }

    /** The first change into a state, which must come. */
    private Health await(Health.State state) throws InterruptedException {
        while (true) {
            Health health = changes.poll(30, TimeUnit.SECONDS);
            assertThat(health).as("a change to " + state).isNotNull();
            if (health.state() == state) {
                return health;
            }
        }
    }

    @Test
    void findsTheFeedBelowTheApplicationAndMarksItsEnd() throws Exception {
        answer("/q/api/cqrs/telemetry", 200, FEED, HELLO + BATCH);
        connect();
        await(Health.State.LIVE);
        assertThat(await(Health.State.RETRYING).words()).contains("ended the feed");
        History history = new History(Bounds.DEFAULT);
        inbox.drainTo(history, Integer.MAX_VALUE);
        assertThat(history.events()).isPositive();
        assertThat(history.marks()).isNotEmpty().allMatch(mark -> mark.kind() == Mark.Kind.DISCONNECTED);
        assertThat(connection.circuits())
                .hasValueSatisfying(uri -> assertThat(uri.getPath()).isEqualTo("/q/api/cqrs/circuits"));
    }

    /** A server that has nothing to say, but for this, until it is released. */
    private CountDownLatch quietAfter(String said) {
        CountDownLatch quiet = new CountDownLatch(1);
        server.createContext("/q/api/cqrs/telemetry", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", FEED);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(said.getBytes(UTF_8));
            exchange.getResponseBody().flush();
            try {
                quiet.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        return quiet;
    }

    private List<String> tapped(WallClock clock) {
        List<String> tapped = new CopyOnWriteArrayList<>();
        connection = new FeedConnection(
                ServerAddress.parse("q=http://" + LOOPBACK.getHostAddress() + ":"
                        + server.getAddress().getPort() + "/q"),
                Credentials.NONE,
                inbox,
                (name, received, message, json) -> tapped.add(message + " " + json),
                clock,
                changed -> changes.add(changed.health()));
        connection.start();
        return tapped;
    }

    private static void await(List<String> tapped, String message) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (tapped.stream().noneMatch(said -> said.startsWith(message)) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(tapped).anyMatch(said -> said.startsWith(message));
    }

    @Test
    void hearsOfAServerThatIsQuiet() throws Exception {
        CountDownLatch quiet = quietAfter(HELLO + ": nothing\n\n");
        AtomicLong clock = new AtomicLong(1_000_000_000);
        List<String> tapped = tapped(() -> clock.getAndAdd(1_000_000));
        await(Health.State.LIVE);
        await(tapped, "heard {}");
        quiet.countDown();
        await(Health.State.RETRYING);
        History history = new History(Bounds.DEFAULT);
        inbox.drainTo(history, Integer.MAX_VALUE);
        long greeted = history.server("q").hello().clock() + history.server("q").offset();
        assertThat(history.marks())
                .singleElement()
                .satisfies(mark ->
                        assertThat(mark.from()).as("later than the greeting").isGreaterThan(greeted));
    }

    @Test
    void oneSignOfLifeASecondIsEnough() throws Exception {
        CountDownLatch quiet = quietAfter(HELLO + ": life\n\n".repeat(1_000) + BATCH);
        List<String> tapped = tapped(() -> 1_000_000_000);
        await(tapped, "batch");
        quiet.countDown();
        assertThat(tapped).filteredOn(said -> said.startsWith("heard")).hasSize(1);
    }

    @Test
    void asksForCredentials() throws Exception {
        answer("/", 401, "text/plain", "");
        connect();
        assertThat(await(Health.State.REFUSED).words()).contains("401").contains("user and password");
    }

    @Test
    void saysThatCredentialsAreWrongAndNotWhich() throws Exception {
        answer("/", 401, "text/plain", "");
        connect(server.getAddress().getPort(), Credentials.password("ada", "guessed"));
        assertThat(await(Health.State.REFUSED).words()).contains("user ada").doesNotContain("guessed");
    }

    @Test
    void saysThatThereIsNoFeed() throws Exception {
        connect();
        assertThat(await(Health.State.RETRYING).words()).contains("404").contains("cqrs.inspector.enabled");
    }

    @Test
    void saysThatAPageIsNoFeed() throws Exception {
        answer("/", 200, "text/html", "<html></html>");
        connect();
        assertThat(await(Health.State.RETRYING).words()).contains("is no feed").contains("text/html");
    }

    @Test
    void refusesAFeedOfAnotherVersion() throws Exception {
        answer("/q/cqrs/telemetry", 200, FEED, HELLO.replace("\"protocol\":1", "\"protocol\":7"));
        connect();
        assertThat(await(Health.State.REFUSED).words()).contains("version 7");
    }

    @Test
    void goesOnAfterAMessageThatIsNone() throws Exception {
        answer("/q/cqrs/telemetry", 200, FEED, HELLO + "event: batch\ndata: [{\n\n" + BATCH);
        connect();
        await(Health.State.RETRYING);
        History history = new History(Bounds.DEFAULT);
        inbox.drainTo(history, Integer.MAX_VALUE);
        assertThat(history.events()).isPositive();
        assertThat(connection.malformed()).isPositive();
        assertThat(history.marks()).anyMatch(mark -> mark.kind() == Mark.Kind.UNREADABLE);
    }

    @Test
    void saysThatWhatAnswersDoesNotSpeakHttp() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofVirtual().start(() -> greetInAnotherTongue(other));
            connect(other.getLocalPort(), Credentials.NONE);
            assertThat(await(Health.State.RETRYING).words()).contains("does not speak HTTP");
        }
    }

    @Test
    void saysThatNothingListens() throws Exception {
        int free;
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            free = taken.getLocalPort();
        }
        connect(free, Credentials.NONE);
        assertThat(await(Health.State.RETRYING).words()).contains("Nothing listens");
    }

    @Test
    void isClosedWhenItIsClosed() throws Exception {
        answer("/q/cqrs/telemetry", 200, FEED, HELLO);
        connect();
        await(Health.State.LIVE);
        connection.close();
        await(Health.State.CLOSED);
        assertThat(connection.health().state()).isEqualTo(Health.State.CLOSED);
    }

    private static void greetInAnotherTongue(ServerSocket listening) {
        try {
            while (true) {
                try (Socket caller = listening.accept()) {
                    caller.getOutputStream().write("220 mail ready\r\n".getBytes(UTF_8));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
