package org.cqrsjakarta.it.busy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take all there is, as many as there are processors and more; others come, and alarms ring. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BusyMachineIT {

    private static final int FURTHER = 40;
    private static final int RINGS = 10;

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                "busy",
                Map.of("cqrs.sse.resume-window", "PT0S"),
                Flood.class,
                FloodSource.class,
                Ring.class,
                HangingSource.class,
                RungSource.class,
                BusyResource.class,
                BusyResource.Root.class);
    }

    private Reader ask(String stream) throws Exception {
        return new Reader(URI.create(base + "busy/" + stream));
    }

    private List<Reader> saturate(int clients) throws Exception {
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            readers.add(ask("flood").reading());
        }
        for (Reader reader : readers) {
            reader.awaitFirst();
        }
        return readers;
    }

    /** Milliseconds from the request to the first event, sorted. */
    private List<Long> firstEvents() throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < FURTHER; i++) {
            long start = System.nanoTime();
            try (Reader further = ask("flood")) {
                assertThat(further.firstItem()).isNotEmpty();
                millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            }
        }
        millis.sort(null);
        return millis;
    }

    /** Milliseconds by the server's clock from a request to the alarm for which it waits, sorted. */
    private List<Long> rings() throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < RINGS; i++) {
            try (Reader ring = ask("ring")) {
                millis.add(TimeUnit.MICROSECONDS.toMillis(Long.parseLong(ring.firstItem())));
            }
        }
        millis.sort(null);
        return millis;
    }

    private static String summary(List<Long> sorted) {
        return "median %d, most %d".formatted(sorted.get(sorted.size() / 2), sorted.getLast());
    }

    /** Nobody is starved, which lasts for seconds; how many milliseconds it takes is the machine's affair, and printed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void furtherClientsAreServedAndAlarmsRing(int saturating) throws Exception {
        List<Reader> busy = saturate(saturating);
        try {
            List<Long> first = firstEvents();
            List<Long> rings = rings();
            System.out.printf(
                    "%d saturating clients on %d processors: first event of %d others (ms): %s; alarm after %d ms: %s%n",
                    saturating,
                    Runtime.getRuntime().availableProcessors(),
                    FURTHER,
                    summary(first),
                    Ring.AFTER_MILLIS,
                    summary(rings));
            assertThat(first).hasSize(FURTHER);
            assertThat(rings).hasSize(RINGS).allMatch(millis -> millis >= Ring.AFTER_MILLIS);
        } finally {
            for (Reader reader : busy) {
                reader.close();
            }
        }
    }
}
