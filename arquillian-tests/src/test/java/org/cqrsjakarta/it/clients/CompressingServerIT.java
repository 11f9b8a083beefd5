package org.cqrsjakarta.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams behind a development server that compresses: item by item, since they say that nobody may touch them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("clients")
class CompressingServerIT {

    private static final int BEFORE_THE_GATE = 3;

    @ArquillianResource
    private URI base;

    private Counting counting;

    @Deployment(testable = false)
    static WebArchive war() {
        return Counting.war();
    }

    @BeforeEach
    void reach() {
        counting = new Counting(base);
    }

    /** The source gives the last items when the first have been seen. */
    @TestFactory
    List<DynamicTest> itemsArriveBeforeTheLastIsMade() {
        return EachClient.with(client -> {
            String gate = client.name();
            URI stream = counting.streamThatIsHeld(BEFORE_THE_GATE, gate);
            try (CompressingServer between = CompressingServer.before(base);
                    ClientRun run = client.read(between.through(stream))) {
                assertThat(eventually(run::numbers, numbers -> numbers.size() == BEFORE_THE_GATE))
                        .as(run::toString)
                        .isEqualTo(Counting.upTo(BEFORE_THE_GATE));
                counting.open(gate);
                assertThat(run.end()).as(run::toString).startsWith("closed");
                assertThat(run.numbers()).as(run::toString).isEqualTo(Counting.all());
            }
        });
    }

    @Test
    void othersAreCompressed() throws Exception {
        try (CompressingServer between = CompressingServer.before(base);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            HttpRequest request = HttpRequest.newBuilder(between.through(base.resolve("count/text")))
                    .header("Accept-Encoding", "gzip")
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .headers()
                            .firstValue("Content-Encoding"))
                    .hasValue("gzip");
        }
    }
}
