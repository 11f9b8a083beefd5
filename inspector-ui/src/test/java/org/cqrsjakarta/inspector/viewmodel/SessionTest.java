package org.cqrsjakarta.inspector.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.viewmodel.Notices.Notice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {

    private static final long SECOND = 1_000_000;

    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong(5_000 * SECOND);
    private final Notices notices = new Notices();
    private final Session session = new Session(clock::get, notices);

    @AfterEach
    void close() {
        session.close();
    }

    private static Path demo() throws Exception {
        return Path.of(Objects.requireNonNull(SessionTest.class.getResource("/org/cqrsjakarta/inspector/demo.ndjson"))
                .toURI());
    }

    private void pass(long micros) {
        clock.addAndGet(micros);
        session.advance();
    }

    @Test
    void playsARecordingAsFastAsTimePasses() throws Exception {
        session.play(demo(), 2);
        session.advance();
        long began = session.now();
        pass(3 * SECOND);
        assertThat(session.now()).isEqualTo(began + 6 * SECOND);
        session.pauseReplay(true);
        pass(3 * SECOND);
        assertThat(session.now()).isEqualTo(began + 6 * SECOND);
        assertThat(session.isReplayPaused()).isTrue();
        session.pauseReplay(false);
        pass(SECOND);
        assertThat(session.now()).isEqualTo(began + 8 * SECOND);
    }

    @Test
    void beginsAnewWithAnotherRecording() throws Exception {
        session.play(demo(), 1);
        session.playTo(Long.MAX_VALUE);
        History first = session.history();
        assertThat(first.lanes()).isNotEmpty();
        session.play(demo(), 1);
        assertThat(session.history()).isNotSameAs(first);
        assertThat(session.history().lanes()).isEmpty();
    }

    @Test
    void keepsWhatItShowsWhenARecordingCannotBeOpened() throws Exception {
        session.play(demo(), 1);
        session.playTo(Long.MAX_VALUE);
        History shown = session.history();
        assertThatThrownBy(() -> session.play(folder.resolve("nowhere"), 1)).isInstanceOf(IOException.class);
        assertThat(session.history()).isSameAs(shown);
        assertThat(session.replay()).isPresent();
    }

    @Test
    void saysHowMuchWasRecorded() throws Exception {
        Path file = folder.resolve("r.ndjson");
        session.record(file);
        assertThat(session.recorder()).isPresent();
        session.stopRecording();
        assertThat(session.recorder()).isEmpty();
        assertThat(notices.latest()).hasValue(new Notice("0 messages are recorded in " + file, false));
        assertThat(file).isEmptyFile();
    }

    @Test
    void saysThatADiskIsFull() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "this system has no device that is always full");
        session.record(full);
        session.recorder().orElseThrow().heard("q", 1, "hello", "{}");
        session.stopRecording();
        assertThat(notices.latest())
                .hasValueSatisfying(
                        notice -> assertThat(notice.words()).startsWith("Not all of /dev/full could be written:"));
    }

    @Test
    void leavesTheRecordingThatGoesOnAloneWhenTheNextCannotBegin() throws Exception {
        Path file = folder.resolve("r.ndjson");
        session.record(file);
        assertThatThrownBy(() -> session.record(folder.resolve("no/such/folder/r.ndjson")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> session.record(file)).hasMessage("it is being recorded into already");
        assertThat(session.recorder())
                .hasValueSatisfying(recorder -> assertThat(recorder.file()).isEqualTo(file));
    }
}
