package org.cqrsjakarta.it.resumption;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams that one client has left, all places taken, and held for longer than any test waits. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FairSharesIT {

    private static final int IN_ALL = 8;
    private static final int OF_USER = 2;
    private static final Pages ENDLESS = new Pages("pamela", 1_000_000, 20);

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Library.war(
                "shares",
                Map.of(
                        "cqrs.sse.resume-window",
                        "PT1H",
                        "cqrs.sse.max-streams",
                        String.valueOf(IN_ALL),
                        "cqrs.sse.max-streams-per-user",
                        String.valueOf(OF_USER)));
    }

    /** Asks for an endless stream from an address, and stays. */
    private static Socket askFrom(InetAddress address, URI uri) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        socket.setSoTimeout(30_000);
        String target = uri.getRawPath() + "?" + uri.getRawQuery();
        socket.getOutputStream()
                .write(("GET " + target + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n").getBytes(US_ASCII));
        return socket;
    }

    private static int status(Socket asked) throws IOException {
        byte[] begin = asked.getInputStream().readNBytes("HTTP/1.1 200".length());
        return Integer.parseInt(new String(begin, US_ASCII).substring("HTTP/1.1 ".length()));
    }

    private static boolean isServed(InetAddress address, URI uri) throws IOException {
        try (Socket socket = askFrom(address, uri)) {
            return status(socket) == 200;
        }
    }

    /** Another address of this machine; not every system has one without being told. */
    private static InetAddress otherAddress() throws IOException {
        InetAddress other = InetAddress.getByName("127.0.0.2");
        boolean isThere = true;
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(other, 0));
        } catch (IOException e) {
            isThere = false;
        }
        assumeTrue(isThere, "This machine has no address 127.0.0.2 to ask from");
        return other;
    }

    @Test
    void oneAddressThatHasTakenAllPlacesAndLeftShutsNobodyOut() throws Exception {
        URI uri = new Library(base).uri(ENDLESS);
        InetAddress other = otherAddress();
        List<Socket> all = new ArrayList<>();
        for (int i = 0; i < IN_ALL; i++) {
            Socket socket = askFrom(other, uri);
            all.add(socket);
            assertThat(status(socket)).isEqualTo(200);
        }
        InetAddress here = InetAddress.getByName("127.0.0.1");
        assertThat(isServed(here, uri)).as("while they are read").isFalse();
        for (Socket socket : all) {
            socket.close();
        }
        assertThat(eventually(() -> isServed(here, uri), served -> served)).isTrue();
    }

    @Test
    void aUserWhoOpensAndClosesIsNeverTooMany() throws Exception {
        Library library = new Library(base);
        for (int i = 0; i < 3 * OF_USER; i++) {
            // At once it may be that nobody has noticed yet that the one before was left.
            assertThat(eventually(() -> openedAndClosed(library), status -> status == 200))
                    .isEqualTo(200);
        }
    }

    private static int openedAndClosed(Library library) throws Exception {
        try (SseClient client = library.open(ENDLESS, "Authorization", Users.ADA)) {
            if (client.status() == 200) {
                assertThat(client.nextEvent().is("item")).isTrue();
            }
            return client.status();
        }
    }
}
