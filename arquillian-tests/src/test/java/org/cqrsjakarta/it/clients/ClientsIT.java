package org.cqrsjakarta.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cqrsjakarta.testkit.Fault;
import org.cqrsjakarta.testkit.FaultProxy;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that nobody here has written get each item once and in order, as far as they come back at all. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("clients")
class ClientsIT {

    private static final String IN_THE_HEADERS = "^HTTP/1.1 200";

    /** In the order of the stream. */
    private static final List<String> EVERYWHERE = List.of(
            "event: ite(?=m\ndata: \\{\"number\":2\\})",
            "data: \\{\"num(?=ber\":4\\})",
            "data: \\{\"number\":6\\}(?=\n)",
            "data: \\{\"number\":7\\}\n",
            "data: \\{\"number\":8\\}\ni",
            "id: [^\n]*\\.10(?=\n)",
            "id: [^\n]*\\.11\n\n",
            "event: switchover\ndata: \\{\"posi",
            "id: [^\n]{4}(?=[^\n]*\\.20\n)",
            "event: complete\ndata: ");

    /** The positions before those items whose data was sent, but not their end. */
    private static final List<Integer> CUT_BEHIND_THE_DATA = List.of(6, 7, 9, 19);

    private static final int RESETS = 4;
    private static final int ASKS_TO_SEE = 3;

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

    private static void assertWhole(ClientRun run) {
        assertThat(run.numbers()).as(run::toString).isEqualTo(Counting.all());
        assertThat(run.ids().stream().map(id -> id.replaceFirst(".*\\.", "")).map(Integer::valueOf))
                .as("position in the id of each: %s", run)
                .isEqualTo(Counting.all());
        assertThat(run.ids().stream().map(id -> id.replaceFirst("\\..*", "")).collect(Collectors.toSet()))
                .as("it was one stream: %s", run)
                .hasSize(1);
        assertThat(run.events("switchover")).as(run::toString).isNotEmpty();
        assertThat(run.events("complete")).as(run::toString).isNotEmpty();
        assertThat(run.events("message")).as("events without a name: %s", run).isEmpty();
    }

    @TestFactory
    List<DynamicTest> aSwitchoverAndTheEnd() {
        return EachClient.with(client -> {
            try (ClientRun run = client.read(counting.stream())) {
                assertThat(run.end()).startsWith("closed");
                assertWhole(run);
                assertThat(run.events("switchover")).hasSize(1);
                assertThat(run.events("complete")).hasSize(1);
            }
        });
    }

    @TestFactory
    List<DynamicTest> cutsEverywhere() {
        return EachClient.with(client -> !client.has(Limit.NEVER_COMES_BACK), client -> {
            try (TextCutter cutter = new TextCutter(counting.server(), EVERYWHERE);
                    ClientRun run = client.read(cutter.through(counting.stream()))) {
                assertThat(run.end()).as(run::toString).startsWith("closed");
                assertThat(cutter.left()).as("not cut there: %s", run).isEmpty();
                assertWhole(run);
                assertThat(run.patched("item")).as(run::toString).isEmpty();
                assertThat(run.patched("resumed"))
                        .as(run::toString)
                        .isEqualTo(
                                client.has(Limit.KEEPS_THE_DATA_OF_A_BROKEN_BLOCK) ? CUT_BEHIND_THE_DATA : List.of());
            }
        });
    }

    /** Nobody has an id then: whoever comes back gets another stream, from its beginning. */
    @TestFactory
    List<DynamicTest> aCutInTheHeaders() {
        return EachClient.with(client -> !client.has(Limit.NEVER_COMES_BACK), client -> {
            try (TextCutter cutter = new TextCutter(counting.server(), List.of(IN_THE_HEADERS));
                    ClientRun run = client.read(cutter.through(counting.stream()))) {
                if (client.has(Limit.GIVES_UP_AT_HALF_THE_HEADERS)) {
                    assertThat(run.end()).as(run::toString).startsWith("failed");
                    assertThat(run.numbers()).isEmpty();
                } else {
                    assertThat(run.end()).as(run::toString).startsWith("closed");
                    assertWhole(run);
                }
            }
        });
    }

    /** But for those that lose an item where a reset falls on one byte in eighty: see {@link #aCutBetweenTheIdAndTheEndOfItsBlock}. */
    @TestFactory
    List<DynamicTest> resetsAnywhere() {
        return EachClient.with(ClientsIT::comesBackToEveryItem, client -> {
            try (FaultProxy proxy = FaultProxy.to(counting.server())) {
                IntStream.range(0, RESETS)
                        .forEach(reset -> proxy.next(Fault.reset().after(700 + 37L * reset)));
                try (ClientRun run = client.read(proxy.through(counting.stream()))) {
                    assertThat(run.end()).as(run::toString).startsWith("closed");
                    assertWhole(run);
                    assertThat(run.patched("item")).as(run::toString).isEmpty();
                }
                assertThat(proxy.accepted()).isEqualTo(RESETS + 1);
            }
        });
    }

    private static boolean comesBackToEveryItem(Client client) {
        return !client.has(Limit.NEVER_COMES_BACK) && !client.has(Limit.KEEPS_THE_ID_BEFORE_ITS_BLOCK_IS_WHOLE);
    }

    @TestFactory
    List<DynamicTest> oneThatNeverComesBackHasWhatWasSentBeforeTheCut() {
        return EachClient.with(client -> client.has(Limit.NEVER_COMES_BACK), client -> {
            try (TextCutter cutter = new TextCutter(counting.server(), List.of("\"number\":7\\}\n"));
                    ClientRun run = client.read(cutter.through(counting.stream()))) {
                assertThat(run.end()).as(run::toString).startsWith("failed");
                assertThat(run.numbers()).isEqualTo(Counting.upTo(6));
                assertThat(cutter.requests()).isEqualTo(1);
            }
        });
    }

    /** One place of one byte is left, of which a server cannot know: between the end of the id's line and the block's. */
    @TestFactory
    List<DynamicTest> aCutBetweenTheIdAndTheEndOfItsBlock() {
        return EachClient.with(client -> !client.has(Limit.NEVER_COMES_BACK), client -> {
            try (TextCutter cutter = new TextCutter(counting.server(), List.of("id: [^\n]*\\.5\n(?=\n)"));
                    ClientRun run = client.read(cutter.through(counting.stream()))) {
                assertThat(run.end()).as(run::toString).startsWith("closed");
                if (client.has(Limit.KEEPS_THE_ID_BEFORE_ITS_BLOCK_IS_WHOLE)) {
                    assertThat(run.numbers())
                            .as("all but the fifth: %s", run)
                            .isEqualTo(Counting.all().stream()
                                    .filter(number -> number != 5)
                                    .toList());
                    assertThat(run.patched("resumed"))
                            .as("where it is kept: %s", run)
                            .isEqualTo(client.has(Limit.KEEPS_THE_DATA_OF_A_BROKEN_BLOCK) ? List.of(5) : List.of());
                } else {
                    assertWhole(run);
                }
            }
        });
    }

    @TestFactory
    List<DynamicTest> oneThatIsNotClosedAtCompleteGetsNothingTwice() {
        return EachClient.with(client -> {
            try (TextCutter way = TextCutter.uncut(counting.server());
                    ClientRun run = client.readAndStay(way.through(counting.stream()))) {
                if (client.has(Limit.ASKS_ON_AFTER_THE_END)) {
                    assertThat(eventually(way::requests, asked -> asked > ASKS_TO_SEE))
                            .as("it asks on: %s", run)
                            .isGreaterThan(ASKS_TO_SEE);
                    assertThat(run.hasEnded()).isFalse();
                } else {
                    assertThat(run.end()).as(run::toString).isEqualTo("closed itself");
                    assertThat(way.requests()).isLessThanOrEqualTo(2);
                }
                assertWhole(run);
                assertThat(run.events("complete")).as(run::toString).hasSize(1);
            }
        });
    }
}
