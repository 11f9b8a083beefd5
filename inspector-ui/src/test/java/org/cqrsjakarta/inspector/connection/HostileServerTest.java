package org.cqrsjakarta.inspector.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.cqrsjakarta.inspector.protocol.CircuitAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers on the loopback that mean ill: each ends with words, and the connection goes on trying. */
class HostileServerTest {

    private static final String FEED = "/cqrs/telemetry";
    private static final String HELLO = "event: hello\ndata: {\"protocol\":1,\"node\":\"n\",\"application\":\"a\","
            + "\"server\":\"s\",\"clock\":1,\"recorder\":\"r\",\"operator\":true,\"resumed\":false}\n\n";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Inbox inbox = new Inbox(1_000);
    private final BlockingQueue<Health> changes = new LinkedBlockingQueue<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private FeedConnection connection;

    /** Writes a body. */
    @FunctionalInterface
    private interface Body {
        void to(OutputStream out) throws IOException;
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        if (connection != null) {
            connection.close();
        }
        threads.shutdownNow();
        server.stop(0);
    }

    private void answer(String path, int status, Headers headers, Body body) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().putAll(headers);
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                body.to(out);
            } catch (IOException hungUp) {
                // As it should.
            }
        });
    }

    private void feed(Body body) {
        answer(FEED, 200, Headers.of("Content-Type", "text/event-stream"), body);
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private static void forEver(OutputStream out, String text) throws IOException {
        byte[] bytes = text.repeat(1 + 65_536 / text.length()).getBytes(UTF_8);
        while (true) {
            out.write(bytes);
        }
    }

    private String base() {
        return "http://" + LOOPBACK.getHostAddress() + ":" + server.getAddress().getPort();
    }

    private void connect(Credentials credentials) {
        connect(credentials, base());
    }

    private void connect(Credentials credentials, String where) {
        connection = new FeedConnection(
                ServerAddress.parse("q=" + where + FEED),
                credentials,
                inbox,
                (name, received, message, json) -> heard.add(message + " " + json),
                WallClock.SYSTEM,
                changed -> changes.add(changed.health()));
        connection.start();
    }

    private Health await(String what, Predicate<Health> wanted) throws InterruptedException {
        while (true) {
            Health health = changes.poll(30, TimeUnit.SECONDS);
            assertThat(health).as(what).isNotNull();
            if (wanted.test(health)) {
                return health;
            }
        }
    }

    private void awaitWords(String words) throws InterruptedException {
        connect(Credentials.NONE);
        Health health = await(words, found -> found.words().contains(words));
        assertThat(health.state()).isEqualTo(Health.State.RETRYING);
    }

    private void awaitLive() throws InterruptedException {
        await("a feed after all", health -> health.state() == Health.State.LIVE);
    }

    /** The first time, and a good feed every other time. */
    private void feedOnce(String first) {
        AtomicInteger times = new AtomicInteger();
        feed(out -> {
            if (times.getAndIncrement() == 0) {
                say(out, first);
            } else {
                say(out, HELLO);
            }
        });
    }

    @Test
    void anEndlessLineEndsTheConnectionAndNotItsThread() throws Exception {
        AtomicInteger times = new AtomicInteger();
        feed(out -> {
            say(out, HELLO);
            if (times.getAndIncrement() == 0) {
                say(out, "data: ");
                forEver(out, "x");
            }
        });
        connect(Credentials.NONE);
        awaitLive();
        await("an end of it", health -> health.words().contains("a line of more than 16777216 bytes"));
        awaitLive();
    }

    @Test
    void anEndlessMessageOfShortLinesDoesToo() throws Exception {
        feed(out -> forEver(out, "data: x\n"));
        awaitWords("a message of more than 16777216 bytes");
    }

    @Test
    void anEndlessAnswerThatIsNoFeedIsNotRead() throws Exception {
        answer("/", 500, Headers.of("Content-Type", "text/html"), out -> forEver(out, "<p>"));
        awaitWords("answers 500");
    }

    @Test
    void anEndlessPageIsNotRead() throws Exception {
        answer("/", 200, Headers.of("Content-Type", "text/html\u0085"), out -> forEver(out, "<p>"));
        awaitWords("its content is text/html");
    }

    @Test
    void nothingIsUnpacked() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bomb)) {
            packed.write(new byte[1_000_000]);
        }
        answer(
                FEED,
                200,
                Headers.of("Content-Type", "text/event-stream", "Content-Encoding", "gzip"),
                out -> bomb.writeTo(out));
        awaitWords("its content is encoded as gzip, which was not asked for");
    }

    /** The heads of chunks are the transport's: no line of the feed is in them. */
    @Test
    void theHeadOfAChunkHasAnEnd() throws Exception {
        try (ServerSocket raw = new ServerSocket(0, 5, LOOPBACK)) {
            threads.execute(() -> answerWithAnEndlessChunk(raw));
            connect(Credentials.NONE, "http://" + LOOPBACK.getHostAddress() + ":" + raw.getLocalPort());
            await("words", health -> health.words().contains("1048576 bytes came from it, and no content in them"));
        }
    }

    private static void answerWithAnEndlessChunk(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (Socket caller = listening.accept()) {
                say(
                        caller.getOutputStream(),
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n5;");
                forEver(caller.getOutputStream(), "x");
            } catch (IOException hungUp) {
                // As it should; or the test is over.
            }
        }
    }

    /** Each byte of it comes within the time that is given to a byte. */
    @Test
    void anAnswerThatNeverBeginsIsLeft() throws Exception {
        List<Runnable> patience = new CopyOnWriteArrayList<>();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(new FeedAnswer(() -> {}, patience::add))
                .build();
        CountDownLatch asked = new CountDownLatch(1);
        server.createContext(FEED, exchange -> asked.countDown());
        Future<?> answer = threads.submit(() ->
                client.newCall(new Request.Builder().url(base() + FEED).build()).execute());
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        patience.forEach(Runnable::run);
        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void nobodyIsSentOnWithHisSecret() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/elsewhere", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        answer(
                FEED,
                302,
                Headers.of("Location", "//ada:secret@" + base().substring(7) + "/elsewhere?token=1"),
                out -> {});
        connect(Credentials.password("ada", "lovelace"));
        Health health = await("words", found -> found.words().contains("it sends on to"));
        assertThat(health.words())
                .contains("it sends on to " + base() + "/elsewhere (302)")
                .doesNotContain("secret", "token", "lovelace");
        assertThat(asked).hasValue(0);
    }

    @Test
    void anIdThatIsNoHeaderCostsOneConnection() throws Exception {
        feedOnce("id: \u00fc\u0001\n" + HELLO.replace("event", "id: \u00fc\nevent"));
        connect(Credentials.NONE);
        awaitLive();
        await("words", health -> health.words().contains("cannot be read"));
        awaitLive();
    }

    @Test
    void aDelayThatIsNoNumberCostsOneConnection() throws Exception {
        feedOnce("retry: " + "9".repeat(40) + "\n\n");
        connect(Credentials.NONE);
        await("words", health -> health.words().contains("cannot be read"));
        awaitLive();
    }

    @Test
    void aDelayOfYearsIsSeconds() throws Exception {
        feedOnce("retry: 9999999999999\n" + HELLO);
        connect(Credentials.NONE);
        awaitLive();
        await("the end of it", health -> health.state() == Health.State.RETRYING);
        awaitLive();
    }

    @Test
    void aForgedLineOfAnotherServerIsNotRecorded() throws Exception {
        feed(out -> say(
                out,
                HELLO
                        + "event: batch\ndata: [],\"server\":\"north\",\"lost\":{\"events\":1}\n\n"
                        + "event: lost\":{},\"server\":\"north\",\"x\ndata: {\"events\":1}\n\n"
                        + "event: weather\ndata: {}}\ndata: {\"server\":\"north\",\"lost\":{\"events\":1}}\n\n"));
        connect(Credentials.NONE);
        await("the end of it", health -> health.words().contains("ended the feed"));
        assertThat(heard.subList(0, 4))
                .satisfiesExactly(
                        hello -> assertThat(hello).startsWith("hello "),
                        batch -> assertThat(batch).isEqualTo("lost {\"events\":1}"),
                        // Nobody knows such a message: the writer quotes its name.
                        name -> assertThat(name).isEqualTo("lost\":{},\"server\":\"north\",\"x {\"events\":1}"),
                        weather -> assertThat(weather).isEqualTo("lost {\"events\":1}"));
    }

    @Test
    void whatTheServerSaysMovesNoCursor() throws Exception {
        feed(out -> say(out, HELLO + "event: batch\ndata: \u001B[2J\u202E\n\n"));
        connect(Credentials.NONE);
        Health health = await("words", found -> found.words().contains("was left out"));
        assertThat(health.words()).doesNotContain("\u001B", "\u202E", "\n");
    }

    @Test
    void onlyTheLoopbackIsToldAPasswordWithoutAWarning() {
        connection = new FeedConnection(
                ServerAddress.parse("q=http://quakes.invalid/"),
                Credentials.password("ada", "lovelace"),
                inbox,
                FeedTap.NONE,
                WallClock.SYSTEM,
                changed -> {});
        assertThat(connection.health().words())
                .startsWith("The password of ada goes to quakes.invalid over plain http")
                .doesNotContain("lovelace");
    }

    @Test
    void theAnswerToAnActionIsNotReadToItsEnd() throws Exception {
        feed(out -> say(out, HELLO));
        connect(Credentials.NONE);
        awaitLive();
        answer("/cqrs/circuits/Live", 200, Headers.of("Content-Type", "application/json"), out -> forEver(out, "x"));
        assertThat(new CircuitOperator()
                        .act(connection, "Live", CircuitAction.RESET)
                        .get(30, TimeUnit.SECONDS))
                .isEqualTo("Live: reset was done");
    }
}
