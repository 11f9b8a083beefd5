package org.cqrsjakarta.internal.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.circuit.Control.AUTOMATIC;
import static org.cqrsjakarta.internal.circuit.Control.FORCED_OPEN;

import java.util.List;
import java.util.regex.Pattern;
import org.cqrsjakarta.internal.wire.Blocks;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTest {

    /** So many looks are a little more than the time between two messages about circuits. */
    private static final int LOOKS_OF_CIRCUITS = 8;

    /** So many are a second. */
    private static final int LOOKS_OF_SNAPSHOTS = 30;

    private static final Pattern POSITION = Pattern.compile("\"position\":(\\d+)");

    private final FeedHarness harness = new FeedHarness();

    private static String progress(long micros, int number) {
        return "{\"t\":" + micros + ",\"type\":\"progress\",\"stream\":\"s\",\"position\":" + number + "}";
    }

    private static List<String> names(List<String> lines) {
        return lines.stream().map(line -> line.split("\"")[1]).toList();
    }

    @Test
    void beginsWithWhoseItIsAndWhatThereIs() throws Exception {
        var stream = harness.stream(3);
        assertThat(stream.next()).isEqualTo(1);
        var client = harness.connect();
        assertThat(client.news())
                .containsExactly(
                        "{\"hello\":{\"protocol\":1,\"node\":\"north-1\",\"application\":\"quakes\",\"server\":\"Server"
                                + " 1\",\"clock\":1000000,\"recorder\":\"r1\",\"operator\":false,\"resumed\":false}}\n",
                        "{\"snapshot\":{\"t\":1000000,\"circuits\":[{\"circuit\":\"Live\",\"state\":\"CLOSED\","
                                + "\"since\":1000000,\"control\":\"AUTOMATIC\","
                                + "\"window\":{\"size\":4,\"filled\":0,\"failures\":0},\"permits\":0,"
                                + "\"probes\":{\"running\":0,\"succeeded\":0},"
                                + "\"policy\":{\"failOn\":[\"java.io.IOException\"],"
                                + "\"skipOn\":[\"java.lang.IllegalStateException\"],\"delayMillis\":5000,"
                                + "\"requestVolumeThreshold\":4,\"failureRatio\":0.5,\"successThreshold\":2}}],"
                                + "\"streams\":[{\"stream\":\"s1\",\"request\":\"" + FeedHarness.Ask.class.getName()
                                + "\",\"started\":1000000,\"steps\":[\"Live\"],\"position\":1}]}}\n");
        client.feed.close();
    }

    @Test
    void whatHasHappenedBeforeIsNotTold() throws Exception {
        harness.record(0, 3);
        var client = harness.connect();
        assertThat(names(client.news())).containsExactly("hello", "snapshot");
        assertThat(client.newsAfter(1)).isEmpty();
        client.feed.close();
    }

    @Test
    void tellsWhatHappensInOneBatchAndOnce() throws Exception {
        var client = harness.connect();
        client.news();
        harness.record(0, 2);
        assertThat(client.newsAfter(1))
                .containsExactly("{\"batch\":[" + progress(1_000_000, 0) + "," + progress(1_000_000, 1) + "]}\n");
        assertThat(client.newsAfter(2)).isEmpty();
        client.feed.close();
    }

    @Test
    void anEventOfABatchHasTheIdAfterWhichItGoesOn() throws Exception {
        harness.record(0, 4);
        var client = harness.connect(Form.EVENTS, null);
        assertThat(client.news())
                .satisfiesExactly(
                        hello -> assertThat(hello)
                                .startsWith("event: hello\ndata: {")
                                .endsWith("}\n\n"),
                        snapshot -> assertThat(snapshot)
                                .startsWith("event: snapshot\n")
                                .contains("\nid: r1.4\n"));
        harness.record(4, 5);
        assertThat(client.newsAfter(1))
                .containsExactly("event: batch\ndata: [" + progress(1_000_000, 4) + "]\nid: r1.5\n\n");
        client.feed.close();
    }

    @Test
    void noEventIsOneThatClientsMisread() throws Exception {
        var client = harness.connect(Form.EVENTS, null);
        String begun = String.join("", client.news());
        harness.record(0, FeedHarness.RING * 2);
        String told = begun + String.join("", client.newsAfter(1));
        assertThat(told).contains("event: lost\n", "event: batch\n", "\nid: r1.");
        Blocks.assertSoundFor(told);
        client.feed.close();
    }

    /** A quiet server has no batch after which its client could go on. */
    @Test
    void whoHasHeardOfNothingButASnapshotGoesOnAfterIt() throws Exception {
        harness.record(0, 4);
        var client = harness.connect(Form.EVENTS, null);
        String snapshot = client.news().getLast();
        client.feed.close();
        client.lastNews();
        String id = snapshot.replaceFirst("(?s).*\nid: (\\S+)\n.*", "$1");
        harness.record(4, 5);
        var again = harness.connect(Form.EVENTS, id);
        List<String> news = again.news();
        assertThat(news.getFirst()).contains("\"resumed\":true");
        assertThat(positions(news)).containsExactly("4");
        again.feed.close();
    }

    private static List<String> positions(List<String> messages) {
        return messages.stream()
                .filter(message -> message.contains("batch"))
                .flatMap(message -> POSITION.matcher(message).results())
                .map(match -> match.group(1))
                .toList();
    }

    /** Which of them looks first, and so writes for both, is left to chance. */
    @Test
    void whoeverConnectsWheneverIsToldWhatHappensFromThenOn() throws Exception {
        var early = harness.connect(Form.EVENTS, null);
        early.news();
        harness.manual.advance(Feed.BETWEEN_BATCHES.dividedBy(2));
        harness.record(0, 2);
        var late = harness.connect(Form.LINES, null);
        harness.manual.awaitWaiting(2);
        for (int number = 2; number < 5; number++) {
            harness.record(number, number + 1);
            harness.manual.advance(Feed.BETWEEN_BATCHES);
            harness.manual.awaitWaiting(2);
        }
        List<String> told = early.news();
        assertThat(positions(told)).containsExactly("0", "1", "2", "3", "4");
        assertThat(told.getLast()).contains("id: r1.5\n");
        assertThat(positions(late.news())).containsExactly("2", "3", "4");
        early.feed.close();
        late.feed.close();
    }

    @Test
    void looksThirtyTimesASecondAtMost() throws Exception {
        var client = harness.connect();
        client.news();
        harness.record(0, 1);
        harness.manual.advance(Feed.BETWEEN_BATCHES.minusMillis(1));
        assertThat(client.news()).isEmpty();
        assertThat(Feed.BETWEEN_BATCHES.toNanos()).isGreaterThan(1_000_000_000 / 30);
        client.feed.close();
    }

    @Test
    void circuitsAreToldWhenTheyChangeAndFourTimesASecondAtMost() throws Exception {
        var client = harness.connect();
        client.news();
        assertThat(client.newsAfter(2 * LOOKS_OF_CIRCUITS))
                .as("nothing has changed")
                .isEmpty();
        harness.circuit.control(FORCED_OPEN);
        assertThat(client.newsAfter(LOOKS_OF_CIRCUITS))
                .singleElement()
                .asString()
                .contains("\"circuits\":", "FORCED_OPEN");
        harness.circuit.control(AUTOMATIC);
        assertThat(client.newsAfter(LOOKS_OF_CIRCUITS - 1)).isEmpty();
        assertThat(client.newsAfter(1)).singleElement().asString().contains("\"circuits\":", "AUTOMATIC");
        client.feed.close();
    }

    @Test
    void whatIsLostIsCountedBeforeWhatIsThereAndASnapshotFollowsWithinASecond() throws Exception {
        var client = harness.connect();
        client.news();
        harness.record(0, FeedHarness.RING + 3);
        List<String> news = client.newsAfter(1);
        assertThat(names(news)).containsExactly("lost", "batch");
        assertThat(news.getFirst()).isEqualTo("{\"lost\":{\"events\":3}}\n");
        assertThat(news.getLast())
                .contains("\"position\":3}", "\"position\":10}")
                .doesNotContain("\"position\":2}");
        assertThat(names(client.newsAfter(LOOKS_OF_SNAPSHOTS - 1))).containsExactly("snapshot");
        assertThat(client.newsAfter(2 * LOOKS_OF_SNAPSHOTS)).isEmpty();
        client.feed.close();
    }

    @Test
    void whoLosesMuchGetsOneSnapshotASecond() throws Exception {
        var client = harness.connect();
        client.news();
        int snapshots = 0;
        for (int i = 0; i < 3 * LOOKS_OF_SNAPSHOTS; i++) {
            harness.record(0, FeedHarness.RING + 1);
            snapshots += names(client.newsAfter(1)).contains("snapshot") ? 1 : 0;
        }
        assertThat(snapshots).isEqualTo(3);
        client.feed.close();
    }

    @Test
    void whoComesBackGoesOnWithWhatHasHappenedMeanwhile() throws Exception {
        harness.record(0, 5);
        var client = harness.connect(Form.LINES, "r1.3");
        List<String> news = client.news();
        assertThat(names(news)).containsExactly("hello", "batch", "circuits");
        assertThat(news.getFirst()).contains("\"resumed\":true");
        assertThat(news.get(1))
                .isEqualTo("{\"batch\":[" + progress(1_000_000, 3) + "," + progress(1_000_000, 4) + "]}\n");
        client.feed.close();
    }

    @Test
    void whoComesBackAndHasMissedNothingIsToldHowCircuitsStand() throws Exception {
        harness.record(0, 3);
        var client = harness.connect(Form.LINES, "r1.3");
        assertThat(names(client.news())).containsExactly("hello", "circuits");
        client.feed.close();
    }

    @Test
    void whoComesBackTooLateIsToldSoAndGetsASnapshot() throws Exception {
        harness.record(0, FeedHarness.RING + 5);
        var client = harness.connect(Form.LINES, "r1.1");
        List<String> news = client.news();
        assertThat(names(news)).containsExactly("hello", "lost", "batch", "snapshot");
        assertThat(news.get(1)).contains("{\"events\":4}");
        client.feed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"r2.1", "r1.4", "r1.-1", "r1", "", "r1.x"})
    void whoComesFromElsewhereBeginsAnew(String id) throws Exception {
        harness.record(0, 3);
        var client = harness.connect(Form.LINES, id);
        List<String> news = client.news();
        assertThat(names(news)).containsExactly("hello", "snapshot");
        assertThat(news.getFirst()).contains("\"resumed\":false");
        client.feed.close();
    }

    @Test
    void endsAtOnceWhenItIsClosed() throws Exception {
        var client = harness.connect();
        client.news();
        harness.record(0, 1);
        client.feed.close();
        assertThat(client.lastNews()).isEmpty();
        assertThat(client.ends).hasValue(1);
        assertThat(harness.manual.waiting()).as("its alarm").isZero();
    }

    @Test
    void endsWhenItsClientIsFoundGone() throws Exception {
        var client = harness.connect();
        client.news();
        client.leave();
        harness.manual.advance(Feed.BETWEEN_BATCHES);
        client.thread.join();
        assertThat(client.ends).hasValue(1);
        assertThat(harness.manual.waiting()).isZero();
    }
}
