package org.cqrsjakarta.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.cqrsjakarta.it.support.Wars;
import org.cqrsjakarta.testkit.Fault;
import org.cqrsjakarta.testkit.FaultProxy;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bad network between clients and the server: what is lost is noticed in time, and nothing of it stays. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FaultsIT {

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(6);

    /** For the noise of a machine that does other things, too. */
    private static final Duration NOISE = Duration.ofSeconds(10);

    @ArquillianResource
    private URL base;

    private FaultProxy proxy;
    private Listener listener;

    /** How many handlers other tests have opened, and closed. */
    private int before;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                "faults",
                Map.of(
                        "cqrs.sse.heartbeat",
                        HEARTBEAT.toString(),
                        "cqrs.sse.write-timeout",
                        WRITE_TIMEOUT.toString(),
                        // Nobody is waited for: what is measured is how soon a loss is noticed.
                        "cqrs.sse.resume-window",
                        "PT0S",
                        // Longer than any test: no probe is healthy before its stream ends.
                        "cqrs.circuit.probe-healthy-after",
                        "PT5M",
                        "cqrs.circuit.probe-lease",
                        "PT10M"),
                Flow.class,
                Flow.Kind.class,
                Account.class,
                FlowSource.class,
                FlowResource.class,
                FlowResource.Root.class,
                StreamThreads.class);
    }

    /** Half-open: a success of the probe would close the circuit, a failure would open it, and no other outcome does either. */
    @BeforeEach
    void halfOpenTheCircuit() throws Exception {
        proxy = FaultProxy.to(new InetSocketAddress(base.getHost(), base.getPort()));
        ask("flow?kind=BROKEN");
        String account = eventually(this::account, now -> now.endsWith("HALF_OPEN"));
        assertThat(account).endsWith("HALF_OPEN");
        before = Integer.parseInt(account.substring(0, account.indexOf(' ')));
    }

    @AfterEach
    void close() throws Exception {
        if (listener != null) {
            listener.close();
        }
        if (proxy.open() > 0) {
            // What the server still has for a client that was given up would else be read to its end.
            proxy.now(Fault.reset());
        }
        proxy.close();
    }

    private String ask(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /** A client behind the network that reads whatever comes, of a stream that flows already. */
    private void listen(Flow.Kind kind, Fault... planned) throws Exception {
        proxy.next(planned);
        listener = new Listener(proxy.through(URI.create(base + "flow?kind=" + kind)));
        assertThat(eventually(this::account, accountOf(before + 1, before)::equals))
                .isEqualTo(accountOf(before + 1, before));
        proxy.awaitBytesToClient(FlowSource.SIZE);
    }

    private String account() throws Exception {
        return ask("flow/account");
    }

    /** The circuit is where it was: what had this outcome was ignored. */
    private static String accountOf(int opened, int closed) {
        return opened + " opened, " + closed + " closed, circuit HALF_OPEN";
    }

    private void assertNoticedWithin(Duration bound, String what) throws Exception {
        long start = System.nanoTime();
        String closed = accountOf(before + 1, before + 1);
        assertThat(eventually(this::account, closed::equals)).isEqualTo(closed);
        Duration noticed = Duration.ofNanos(System.nanoTime() - start);
        assertThat(eventually(() -> ask("flow/threads"), String::isEmpty))
                .as("threads that stay")
                .isEmpty();
        Duration gone = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                "%s: the handler was closed after %d ms, the last thread gone after %d ms%n",
                what, noticed.toMillis(), gone.toMillis());
        assertThat(noticed).isLessThan(bound.plus(NOISE));
        // An own way out takes some tenths of a second; the server's patience with a write is minutes.
        assertThat(gone.minus(noticed)).isLessThan(Duration.ofSeconds(2).plus(NOISE));
    }

    private void assertServedOnFor(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        String open = accountOf(before + 1, before);
        assertThat(eventually(this::account, now -> !now.equals(open) || System.nanoTime() > end))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "SILENT"})
    void aResetIsNoticedWithinTwoHeartbeats(Flow.Kind source) throws Exception {
        listen(source);
        proxy.now(Fault.reset());
        assertNoticedWithin(HEARTBEAT.multipliedBy(2), "Reset, " + source);
    }

    /** It has sent all it had to send, and still reads (RFC 9293, chapter 3.6). */
    @ParameterizedTest
    @EnumSource(names = {"BUSY", "SILENT"})
    void whoHasOnlyEndedItsOwnSideIsServedOnUntilItLeaves(Flow.Kind source) throws Exception {
        listen(source);
        proxy.now(Fault.halfClose());
        assertServedOnFor(HEARTBEAT);
        proxy.awaitBytesToClient(proxy.bytesToClient() + 1);
        listener.close();
        assertNoticedWithin(HEARTBEAT.multipliedBy(2), "Left after a half-close, " + source);
    }

    @Test
    void aSilentNetworkIsNoticedWhenAWriteHasNotMovedUntilItsDeadline() throws Exception {
        listen(Flow.Kind.BUSY);
        proxy.now(Fault.silence());
        assertNoticedWithin(WRITE_TIMEOUT, "Silence, BUSY");
    }

    /** Heartbeats are taken by the system for hours, whether or not anyone reads them. */
    @Test
    void aSilentNetworkWithASilentSourceIsNoticedWithinTwoHeartbeatsOfItsEnd() throws Exception {
        listen(Flow.Kind.SILENT);
        proxy.now(Fault.silence());
        assertServedOnFor(HEARTBEAT.multipliedBy(2));
        proxy.now(Fault.reset());
        assertNoticedWithin(HEARTBEAT.multipliedBy(2), "Reset after silence, SILENT");
    }

    /** At this rate the server's buffers of about a megabyte move within the deadline. */
    @Test
    void whoReadsSlowlyIsServedOnUntilItLeaves() throws Exception {
        listen(Flow.Kind.BUSY, Fault.slowDrip(400_000));
        assertServedOnFor(WRITE_TIMEOUT.plusSeconds(3));
        listener.close();
        assertNoticedWithin(HEARTBEAT.multipliedBy(2), "Left after a drip of 400000 bytes/s, BUSY");
    }

    /** How fast single bytes are depends on the machine: the source leaves them time. */
    @Test
    void whoGetsOneByteAtATimeIsServedOnUntilItLeaves() throws Exception {
        listen(Flow.Kind.STEADY, Fault.oneByteAtATime());
        assertServedOnFor(WRITE_TIMEOUT.plusSeconds(3));
        listener.close();
        assertNoticedWithin(HEARTBEAT.multipliedBy(2), "Left after single bytes, STEADY");
    }

    @Test
    void whoReadsSoSlowlyThatAWriteMissesItsDeadlineIsGone() throws Exception {
        listen(Flow.Kind.BUSY, Fault.slowDrip(16_000));
        assertNoticedWithin(WRITE_TIMEOUT, "Drip of 16000 bytes/s, BUSY");
    }
}
