package org.cqrsjakarta.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Client and server are both on the test's thread: what one of them writes waits in the buffers of the connection. */
@Timeout(60)
class FaultProxyTest {

    private static final int END = -1;
    private static final int READ_MILLIS = 30_000;

    private final ManualTime time = new ManualTime();
    private ServerSocketChannel server;
    private FaultProxy proxy;

    /** A client, and what the server has accepted for it. */
    private record Pair(Socket client, Socket server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        proxy = new FaultProxy((InetSocketAddress) server.getLocalAddress(), time);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket();
        client.connect(proxy.address(), READ_MILLIS);
        client.setSoTimeout(READ_MILLIS);
        return client;
    }

    private Pair pair() throws IOException {
        Socket client = connect();
        Socket accepted = server.accept().socket();
        accepted.setSoTimeout(READ_MILLIS);
        return new Pair(client, accepted);
    }

    private static void write(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String read(Socket from, int length) throws IOException {
        return new String(from.getInputStream().readNBytes(length), US_ASCII);
    }

    private static void assertThatItEnds(Socket socket) throws IOException {
        assertThat(socket.getInputStream().read()).isEqualTo(END);
    }

    private static void assertThatItIsReset(Socket socket) {
        assertThatExceptionOfType(SocketException.class)
                .isThrownBy(() -> socket.getInputStream().read())
                .withMessageContaining("reset");
    }

    @Test
    void bytesGoBothWaysAndThoseOfTheServerAreCounted() throws IOException {
        try (Pair pair = pair()) {
            write(pair.client(), "ask");
            assertThat(read(pair.server(), 3)).isEqualTo("ask");
            write(pair.server(), "answer");
            assertThat(read(pair.client(), 6)).isEqualTo("answer");
            proxy.awaitBytesToClient(6);
            assertThat(proxy.bytesToClient()).isEqualTo(6);
            assertThat(proxy.open()).isEqualTo(1);
        }
        proxy.awaitOpen(0);
        assertThat(proxy.accepted()).isEqualTo(1);
        assertThat(proxy.bytesToClient())
                .as("those of connections that are over")
                .isEqualTo(6);
    }

    @Test
    void theEndOfOneSideIsForwardedAndTheOtherSideGoesOn() throws IOException {
        try (Pair pair = pair()) {
            pair.client().shutdownOutput();
            assertThatItEnds(pair.server());
            write(pair.server(), "still");
            assertThat(read(pair.client(), 5)).isEqualTo("still");
            assertThat(proxy.open()).isEqualTo(1);
            pair.server().close();
            assertThatItEnds(pair.client());
            proxy.awaitOpen(0);
        }
    }

    @Test
    void aResetByTheClientReachesTheServerAndTheOtherWayRound() throws IOException {
        try (Pair pair = pair();
                Pair other = pair()) {
            write(pair.server(), "x");
            assertThat(read(pair.client(), 1)).isEqualTo("x");
            pair.client().setSoLinger(true, 0);
            pair.client().close();
            assertThatItIsReset(pair.server());

            write(other.client(), "x");
            assertThat(read(other.server(), 1)).isEqualTo("x");
            other.server().setSoLinger(true, 0);
            other.server().close();
            assertThatItIsReset(other.client());
            proxy.awaitOpen(0);
        }
    }

    @Test
    void bothSidesAreReset() throws IOException {
        try (Pair pair = pair()) {
            proxy.now(Fault.reset());
            assertThatItIsReset(pair.client());
            assertThatItIsReset(pair.server());
            proxy.awaitOpen(0);
        }
    }

    @Test
    void theClientGetsExactlySoManyBytesBeforeTheReset() throws IOException {
        proxy.next(Fault.reset().after(7));
        try (Pair pair = pair()) {
            write(pair.server(), "123");
            assertThat(read(pair.client(), 3)).isEqualTo("123");
            write(pair.server(), "4567890");
            assertThat(read(pair.client(), 4)).isEqualTo("4567");
            assertThatItIsReset(pair.client());
            assertThat(proxy.bytesToClient()).isEqualTo(7);
        }
    }

    @Test
    void aFaultThatIsOverdueHappensAtOnce() throws IOException {
        try (Pair pair = pair()) {
            write(pair.server(), "123");
            proxy.awaitBytesToClient(3);
            proxy.now(Fault.reset().after(2));
            assertThatItIsReset(pair.server());
        }
    }

    @Test
    void aHalfClosedServerIsStillHeard() throws IOException {
        try (Pair pair = pair()) {
            proxy.now(Fault.halfClose());
            assertThatItEnds(pair.server());
            write(pair.client(), "dropped");
            write(pair.server(), "heard");
            assertThat(read(pair.client(), 5)).isEqualTo("heard");
            pair.client().shutdownOutput();
            write(pair.server(), "still");
            assertThat(read(pair.client(), 5)).isEqualTo("still");
            pair.server().close();
            assertThatItEnds(pair.client());
            proxy.awaitOpen(0);
        }
    }

    @Test
    void aHalfClosedServerMayEndBeforeTheClient() throws IOException {
        proxy.next(Fault.halfClose());
        try (Pair pair = pair()) {
            pair.server().close();
            assertThatItEnds(pair.client());
            write(pair.client(), "dropped");
            assertThat(proxy.open()).isEqualTo(1);
            pair.client().close();
            proxy.awaitOpen(0);
        }
    }

    @Test
    void aHalfClosedServerMayBeUnheard() throws IOException {
        proxy.next(Fault.halfClose().after(3), Fault.silence().after(3));
        try (Pair pair = pair()) {
            write(pair.server(), "123456");
            assertThat(read(pair.client(), 3)).isEqualTo("123");
            assertThatItEnds(pair.server());
            assertThat(fillUp(pair.server().getChannel())).isPositive();
            assertThat(proxy.bytesToClient()).isEqualTo(3);
            assertThat(proxy.open()).isEqualTo(1);
        }
    }

    /** Writes until the buffers are full; gives how many bytes these have taken. */
    private static int fillUp(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        ByteBuffer some = ByteBuffer.allocate(100_000);
        int taken = 0;
        for (int written = channel.write(some); written > 0; written = channel.write(some.clear())) {
            taken += written;
            assertThat(taken).isLessThan(50_000_000);
        }
        channel.configureBlocking(true);
        return taken;
    }

    @Test
    void inSilenceTheServerCanWriteNoMoreThanBuffersTake() throws IOException {
        try (Pair pair = pair()) {
            write(pair.server(), "1");
            assertThat(read(pair.client(), 1)).isEqualTo("1");
            proxy.awaitBytesToClient(1);
            proxy.now(Fault.silence());
            int taken = fillUp(pair.server().getChannel());
            write(pair.client(), "unheard");
            assertThat(proxy.bytesToClient()).isEqualTo(1);
            assertThat(proxy.open()).isEqualTo(1);

            proxy.now(Fault.none());
            assertThat(read(pair.client(), taken)).hasSize(taken);
            assertThat(read(pair.server(), 7)).isEqualTo("unheard");
        }
    }

    @Test
    void silenceHidesTheEndOfTheServer() throws IOException {
        try (Pair pair = pair()) {
            proxy.now(Fault.silence());
            pair.server().shutdownOutput();
            pair.client().setSoTimeout(1);
            assertThatThrownBy(() -> pair.client().getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            pair.client().setSoTimeout(READ_MILLIS);
            proxy.now(Fault.none());
            assertThatItEnds(pair.client());
        }
    }

    @Test
    void bytesAreForwardedOneByOne() throws IOException {
        proxy.next(Fault.oneByteAtATime());
        try (Pair pair = pair()) {
            write(pair.server(), "one by one");
            assertThat(read(pair.client(), 10)).isEqualTo("one by one");
        }
    }

    @Test
    void aSlowDripFollowsTheClock() throws Exception {
        proxy.next(Fault.slowDrip(2));
        try (Pair pair = pair()) {
            write(pair.server(), "abc");
            for (String expected : "abc".split("")) {
                time.awaitWaiting(1);
                assertThat(proxy.bytesToClient()).isEqualTo("abc".indexOf(expected));
                time.advance(Duration.ofMillis(500));
                assertThat(read(pair.client(), 1)).isEqualTo(expected);
            }
        }
    }

    @Test
    void aSlowDripTakesItsTime() throws Exception {
        try (FaultProxy real = FaultProxy.to((InetSocketAddress) server.getLocalAddress());
                Socket client = new Socket()) {
            real.next(Fault.slowDrip(1000));
            client.connect(real.address());
            try (Socket accepted = server.accept().socket()) {
                long began = System.nanoTime();
                write(accepted, "x".repeat(50));
                assertThat(read(client, 50)).hasSize(50);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(49));
            }
        }
    }

    @Test
    void aSlowDripEndsWithTheFault() throws Exception {
        proxy.next(Fault.slowDrip(1));
        try (Pair pair = pair()) {
            write(pair.server(), "ab");
            time.awaitWaiting(1);
            proxy.now(Fault.none());
            assertThat(read(pair.client(), 2)).isEqualTo("ab");
        }
    }

    @Test
    void eachPlanIsForOneConnection() throws IOException {
        proxy.next(Fault.reset().after(1));
        proxy.next(Fault.reset().after(2));
        try (Pair first = pair();
                Pair second = pair();
                Pair third = pair()) {
            for (Pair pair : new Pair[] {first, second, third}) {
                write(pair.server(), "123");
            }
            assertThat(read(first.client(), 1)).isEqualTo("1");
            assertThatItIsReset(first.client());
            assertThat(read(second.client(), 2)).isEqualTo("12");
            assertThatItIsReset(second.client());
            assertThat(read(third.client(), 3)).isEqualTo("123");
            assertThat(proxy.accepted()).isEqualTo(3);
        }
    }

    @Test
    void refusesAndAcceptsOnTheSamePort() throws IOException {
        try (Pair open = pair()) {
            proxy.refuseConnections();
            proxy.refuseConnections();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
            write(open.server(), "still");
            assertThat(read(open.client(), 5)).isEqualTo("still");

            proxy.acceptConnections();
            proxy.acceptConnections();
            try (Pair again = pair()) {
                write(again.client(), "again");
                assertThat(read(again.server(), 5)).isEqualTo("again");
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsAReset() throws IOException {
        server.close();
        // As early as while the client still connects.
        assertThatExceptionOfType(SocketException.class)
                .isThrownBy(() -> {
                    try (Socket client = connect()) {
                        client.getInputStream().read();
                    }
                })
                .withMessageContaining("reset");
        proxy.awaitOpen(0);
    }

    @Test
    void closingEndsWhatIsOpen() throws IOException {
        try (Pair pair = pair();
                Pair silent = pair()) {
            write(pair.server(), "x");
            assertThat(read(pair.client(), 1)).isEqualTo("x");
            proxy.now(Fault.silence());
            write(silent.server(), "x");
            proxy.close();
            assertThatItEnds(pair.client());
            assertThatItEnds(pair.server());
            assertThat(proxy.open()).isZero();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
            assertThatIllegalStateException().isThrownBy(proxy::acceptConnections);
        }
    }

    @Test
    void aFaultNeedsAConnection() {
        assertThatIllegalStateException()
                .isThrownBy(() -> proxy.now(Fault.reset(), Fault.slowDrip(5).after(3)))
                .withMessage(
                        "No connection is open to which [RESET, SLOW_DRIP of 5 bytes/s after 3 bytes] could happen");
    }

    @Test
    void addressesLeadThroughIt() {
        String own = "http://" + proxy.address().getAddress().getHostAddress() + ":"
                + proxy.address().getPort();
        assertThat(proxy.through(URI.create("http://localhost:8080/a%20b?c=d#e")))
                .hasToString(own + "/a%20b?c=d#e");
        assertThat(proxy.through(URI.create("http://localhost"))).hasToString(own);
        assertThatIllegalArgumentException().isThrownBy(() -> proxy.through(URI.create("/a")));
    }

    @Test
    void numbersAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.slowDrip(0))
                .withMessage("bytesPerSecond = 0, allowed: 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.reset().after(-1))
                .withMessage("bytes = -1, allowed: 0 or more");
    }
}
