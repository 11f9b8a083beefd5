package org.cqrsjakarta.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.cqrsjakarta.it.support.Waits.eventually;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.TestAbortedException;

/** The same clients while the application is replaced: it goes away, nobody is there for a while, it comes back. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("clients")
class ClientsRedeploymentIT {

    private static final String GATE = "redeployed";
    private static final int ASKS_WHILE_NOBODY_IS_THERE = 2;

    private final Counting counting = new Counting(
            URI.create("http://127.0.0.1:" + Integer.getInteger("test.http.port") + "/" + Counting.NAME + "/"));

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = Counting.NAME, managed = false, testable = false)
    static WebArchive war() {
        return Counting.war();
    }

    /** One client and its way to the server. */
    private record Reading(Client client, TextCutter way, ClientRun run) implements AutoCloseable {

        static Reading of(Client client, Counting counting) throws Exception {
            TextCutter way = TextCutter.uncut(counting.server());
            try {
                URI stream = counting.streamThatIsHeld(Counting.HOLDS_AT, GATE);
                return new Reading(client, way, client.read(way.through(stream)));
            } catch (TestAbortedException e) {
                way.close();
                throw e;
            }
        }

        boolean endsWithTheApplication() {
            return client.has(Limit.GIVES_UP_AT_404)
                    || client.has(Limit.NEVER_COMES_BACK)
                    || client.has(Limit.TAKES_ANY_END_FOR_THE_END);
        }

        void awaitNumbers(int count) throws Exception {
            assertThat(eventually(run::numbers, numbers -> numbers.size() >= count))
                    .as(run::toString)
                    .isEqualTo(Counting.upTo(count));
        }

        /** Has asked in vain, and has ended or not. */
        void awaitVain(int askedBefore) throws Exception {
            if (endsWithTheApplication()) {
                run.end();
            } else {
                int expected = askedBefore + ASKS_WHILE_NOBODY_IS_THERE;
                assertThat(eventually(way::requests, asked -> asked >= expected))
                        .as(run::toString)
                        .isGreaterThanOrEqualTo(expected);
            }
        }

        void assertOutcome() throws Exception {
            String end = run.end();
            if (endsWithTheApplication()) {
                assertThat(end).as(run::toString).isNotEqualTo("closed at complete");
                assertThat(run.numbers()).as(run::toString).isEqualTo(Counting.upTo(Counting.HOLDS_AT));
                assertThat(way.requests() > 1)
                        .as("it has asked again: %s", run)
                        .isEqualTo(client.has(Limit.GIVES_UP_AT_404));
            } else {
                assertThat(end).as(run::toString).startsWith("closed");
                assertThat(run.numbers()).as(run::toString).isEqualTo(Counting.all());
                assertThat(run.events("complete")).as(run::toString).hasSize(1);
            }
        }

        @Override
        public void close() throws IOException {
            run.close();
            way.close();
        }
    }

    /** All at once, since the application goes away for all of them. */
    @Test
    @Timeout(300)
    void aRedeployment() throws Exception {
        List<Client> missing = new ArrayList<>();
        List<Reading> readings = new ArrayList<>();
        deployer.deploy(Counting.NAME);
        try {
            for (Client client : Client.values()) {
                try {
                    readings.add(Reading.of(client, counting));
                } catch (TestAbortedException e) {
                    missing.add(client);
                }
            }
            for (Reading reading : readings) {
                reading.awaitNumbers(Counting.HOLDS_AT);
            }
            deployer.undeploy(Counting.NAME);
            List<Integer> asked =
                    readings.stream().map(reading -> reading.way().requests()).toList();
            for (int i = 0; i < readings.size(); i++) {
                readings.get(i).awaitVain(asked.get(i));
            }
            deployer.deploy(Counting.NAME);
            counting.open(GATE);
            assertAll(readings.stream().map(reading -> reading::assertOutcome));
        } finally {
            for (Reading reading : readings) {
                reading.close();
            }
            deployer.undeploy(Counting.NAME);
        }
        assumeThat(missing).as("not installed here").isEmpty();
    }
}
