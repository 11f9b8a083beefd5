package org.cqrsjakarta.inspector.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cqrsjakarta.inspector.connection.Credentials;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.LaneState;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers whose clocks are three seconds apart, watched at once, recorded, and played back. */
class TwoServersTest {

    private static final long APART = 3 * Desk.SECOND;

    @TempDir
    Path folder;

    /** The same happens on each in the same instant; each tells it by its own clock. */
    private static void happens(FakeApplication on, String stream, long ahead) {
        long at = Desk.START + ahead;
        on.say("batch", """
            [{"t":%d,"type":"started","stream":"%s","request":"shop.Items","handler":"Live"},\
            {"t":%d,"type":"switchover","stream":"%s","position":2,"from":"Live","to":"Cached",\
            "reason":"java.io.IOException"},\
            {"t":%d,"type":"ended","stream":"%s","position":5,"end":"COMPLETED"}]\
            """.formatted(at - 900_000, stream, at - 500_000, stream, at, stream));
    }

    @Test
    void shareOneTimeAxisAndSoDoesTheirRecording() throws Exception {
        Path recording = folder.resolve("two.ndjson");
        try (FakeApplication north = new FakeApplication();
                FakeApplication south = new FakeApplication();
                Desk desk = Desk.open()) {
            long now = desk.now();
            north.hello(1, false, now).circuit("CLOSED", "AUTOMATIC");
            south.hello(1, false, now + APART).circuit("CLOSED", "AUTOMATIC");
            desk.connect(north.address("north"), Credentials.NONE);
            desk.connect(south.address("south"), Credentials.NONE);
            desk.untilNow(
                    () -> history(desk).servers().stream()
                                    .filter(server -> !server.circuits().isEmpty())
                                    .count()
                            == 2,
                    () -> "both feeds");
            desk.record(recording);
            happens(north, "n", 0);
            happens(south, "s", APART);
            desk.until(() -> history(desk).lanes().size() == 2, () -> "a stream of each");
            assertOneAxis(desk);
            assertThat(history(desk).server("south").offset()).isEqualTo(-APART);
            desk.robot.interact(() -> desk.bench.session().stopRecording());

            History live = history(desk);
            desk.play(recording);
            assertThat(history(desk)).isNotSameAs(live);
            desk.until(() -> history(desk).lanes().size() == 2, () -> "both streams again");
            assertOneAxis(desk);
            desk.robot.interact(() -> desk.bench.timeline().select(lane(desk, "n")));
            desk.frames(20);
            assertThat(desk.texts()).contains("1 OTHER LOST A HANDLER WITH IT", "Items s, completed");
        }
    }

    private static History history(Desk desk) {
        return desk.bench.session().history();
    }

    private static StreamLane lane(Desk desk, String id) {
        return history(desk).lanes().stream()
                .filter(lane -> lane.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void assertOneAxis(Desk desk) {
        StreamLane north = lane(desk, "n");
        StreamLane south = lane(desk, "s");
        assertThat(List.of(north.state(), south.state())).containsOnly(LaneState.COMPLETED);
        assertThat(south.started()).isEqualTo(north.started());
        assertThat(south.ended()).isEqualTo(north.ended());
        assertThat(south.segments().getLast().from())
                .isEqualTo(north.segments().getLast().from());
    }
}
