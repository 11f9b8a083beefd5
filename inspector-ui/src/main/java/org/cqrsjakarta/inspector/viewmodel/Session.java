package org.cqrsjakarta.inspector.viewmodel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cqrsjakarta.inspector.connection.Credentials;
import org.cqrsjakarta.inspector.connection.FeedConnection;
import org.cqrsjakarta.inspector.connection.FeedTap;
import org.cqrsjakarta.inspector.connection.Health;
import org.cqrsjakarta.inspector.connection.Inbox;
import org.cqrsjakarta.inspector.connection.ServerAddress;
import org.cqrsjakarta.inspector.connection.WallClock;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.ServerHistory;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.protocol.WrongVersionException;
import org.cqrsjakarta.inspector.recording.FileTrouble;
import org.cqrsjakarta.inspector.recording.RecordingWriter;
import org.cqrsjakarta.inspector.recording.Replay;
import org.cqrsjakarta.inspector.recording.SnapshotText;
import org.jspecify.annotations.Nullable;

/**
 * What comes in, from servers or from a recording, and the history that is made of it. {@link #advance} is to be called for
 * each frame; between two calls nothing changes.
 */
public final class Session implements AutoCloseable {

    /** So many events are taken in at a time that a frame stays short. */
    private static final int EVENTS_A_FRAME = 20_000;

    private static final long AGE_EVERY = 1_000_000;

    private final WallClock clock;
    private final Notices notices;
    private final Inbox inbox = new Inbox(Inbox.MOST_EVENTS);
    private final Map<String, FeedConnection> connections = new LinkedHashMap<>();
    private final Map<String, String> troubles = new HashMap<>();
    private final Rate rate = new Rate();
    private History history = new History(Bounds.DEFAULT);
    private @Nullable Replay replay;
    private boolean replayPaused;
    private int complaintsTold;
    private volatile @Nullable RecordingWriter recorder;
    private long now;
    private long aged;

    /**
     * Begins with nothing.
     *
     * @param clock   the time of day
     * @param notices are told what the user should know
     */
    public Session(WallClock clock, Notices notices) {
        this.clock = clock;
        this.notices = notices;
        this.now = clock.micros();
    }

    /** What is known. Another object once something is replayed. */
    public History history() {
        return history;
    }

    /** The time to which everything is known. */
    public long now() {
        return now;
    }

    /** Events a second. */
    public double eventsPerSecond() {
        return rate.perSecond();
    }

    /** The connections, in the order in which they were made. */
    public Collection<FeedConnection> connections() {
        return Collections.unmodifiableCollection(connections.values());
    }

    /** The connection to a server. */
    public Optional<FeedConnection> connection(String server) {
        return Optional.ofNullable(connections.get(server));
    }

    /** The recording that is played, if one is. */
    public Optional<Replay> replay() {
        return Optional.ofNullable(replay);
    }

    /** Whether the recording that is played stands still. */
    public boolean isReplayPaused() {
        return replayPaused;
    }

    /** Has the recording go on, or stand still. */
    public void pauseReplay(boolean paused) {
        replayPaused = paused;
    }

    /** Whether what comes in is recorded. */
    public Optional<RecordingWriter> recorder() {
        return Optional.ofNullable(recorder);
    }

    /** Connects to a server, in place of the one that had its name before. */
    public void connect(ServerAddress address, Credentials credentials) {
        if (replay != null) {
            closeReplay();
            history = new History(Bounds.DEFAULT);
        }
        FeedConnection before = connections.remove(address.name());
        if (before != null) {
            before.close();
        }
        var connection = new FeedConnection(address, credentials, inbox, this::heard, clock, changed -> {});
        connections.put(address.name(), connection);
        history.server(address.name());
        connection.start();
    }

    /** Leaves a server; what is known of it stays. */
    public void disconnect(String server) {
        FeedConnection connection = connections.remove(server);
        notices.withdraw(troubles.getOrDefault(server, ""));
        troubles.remove(server);
        if (connection != null) {
            connection.close();
            inbox.gone(server, clock.micros());
        }
    }

    /**
     * Plays a recording, in place of everything else.
     *
     * @throws IOException           if it cannot be read
     * @throws WrongVersionException if it is one of another version
     */
    public void play(Path file, double speed) throws IOException, WrongVersionException {
        Replay opened = new Replay(file);
        opened.speed(speed);
        List.copyOf(connections.keySet()).forEach(this::disconnect);
        inbox.drainTo(history, Integer.MAX_VALUE);
        closeReplay();
        replay = opened;
        replayPaused = false;
        complaintsTold = 0;
        history = new History(Bounds.DEFAULT);
        now = opened.begin();
    }

    /** Plays the recording on to a time at once. */
    public void playTo(long time) throws IOException, WrongVersionException {
        Replay playing = replay;
        if (playing != null) {
            playing.to(time, history);
            now = playing.position();
            tellComplaints(playing);
        }
    }

    /**
     * Records what comes in from now on, with how everything stands at its beginning. A recording that goes on is ended.
     *
     * @throws IOException if the file cannot be written, or is the one that is being written; then that goes on
     */
    public void record(Path file) throws IOException {
        RecordingWriter before = recorder;
        if (before != null && before.file().equals(file)) {
            throw new IOException("it is being recorded into already");
        }
        RecordingWriter begun = new RecordingWriter(file);
        stopRecording();
        for (FeedConnection connection : connections.values()) {
            String name = connection.address().name();
            ServerHistory server = history.server(name);
            connection.helloJson().ifPresent(hello -> {
                begun.heard(name, now, "hello", atTime(hello, now - server.offset()));
                begun.heard(name, now, "snapshot", SnapshotText.of(server, open(name), now));
            });
        }
        recorder = begun;
    }

    /** Ends the recording, if there is one, and tells how long it is. */
    public void stopRecording() {
        RecordingWriter ending = recorder;
        recorder = null;
        if (ending == null) {
            return;
        }
        try {
            ending.close();
            notices.tell(ending.lines() + " messages are recorded in " + ending.file());
        } catch (IOException e) {
            notices.warn("Not all of " + ending.file() + " could be written: " + FileTrouble.why(e));
        }
    }

    /** Takes in what has come, and lets time pass. */
    public void advance() {
        long wall = clock.micros();
        RecordingWriter writing = recorder;
        if (writing != null && writing.failure() != null) {
            stopRecording();
        }
        Replay playing = replay;
        if (playing == null) {
            inbox.drainTo(history, EVENTS_A_FRAME);
            now = wall;
        } else {
            advance(playing, wall);
        }
        tellTroubles();
        rate.look(wall, history.events());
        if (now - aged >= AGE_EVERY) {
            aged = now;
            history.age(now);
        }
    }

    private long lastWall = -1;

    private void advance(Replay playing, long wall) {
        long passed = lastWall < 0 || replayPaused ? 0 : wall - lastWall;
        lastWall = wall;
        try {
            playing.pass(passed, history);
        } catch (IOException e) {
            closeReplay();
            notices.warn("The recording cannot be read on: " + FileTrouble.why(e));
            return;
        } catch (WrongVersionException e) {
            closeReplay();
            notices.warn(e.words());
            return;
        }
        now = Math.max(now, playing.position());
        tellComplaints(playing);
    }

    @Override
    public void close() {
        List.copyOf(connections.keySet()).forEach(this::disconnect);
        stopRecording();
        closeReplay();
    }

    private void heard(String server, long received, String name, String json) {
        FeedTap tap = recorder;
        if (tap != null) {
            tap.heard(server, received, name, json);
        }
    }

    private List<StreamLane> open(String server) {
        List<StreamLane> open = new ArrayList<>();
        for (StreamLane lane : history.lanes()) {
            if (lane.ended() == StreamLane.NEVER && lane.server().equals(server)) {
                open.add(lane);
            }
        }
        return open;
    }

    /** What the user must do something about, once: a connection that was live and is tried again mends itself. */
    private void tellTroubles() {
        for (FeedConnection connection : connections.values()) {
            String name = connection.address().name();
            Health health = connection.health();
            boolean mendsItself = health.state() == Health.State.RETRYING
                    && connection.helloJson().isPresent();
            String words = health.words().isEmpty() || mendsItself ? "" : name + ": " + health.words();
            String told = troubles.getOrDefault(name, "");
            if (!words.equals(told)) {
                notices.withdraw(told);
                troubles.put(name, words);
                if (!words.isEmpty()) {
                    notices.warn(words);
                }
            }
        }
    }

    private void tellComplaints(Replay playing) {
        List<String> complaints = playing.complaints();
        if (complaints.size() > complaintsTold) {
            int more = complaints.size() - complaintsTold - 1;
            notices.warn(complaints.get(complaintsTold) + (more > 0 ? " (and " + more + " more)" : ""));
            complaintsTold = complaints.size();
        }
    }

    private void closeReplay() {
        Replay closing = replay;
        replay = null;
        lastWall = -1;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                notices.warn("The recording could not be closed: " + FileTrouble.why(e));
            }
        }
    }

    /** The greeting is old, the recording is not: its clock has gone on. */
    private static String atTime(String hello, long clock) {
        return hello.replaceFirst("\"clock\"\\s*:\\s*\\d+", "\"clock\":" + clock);
    }
}
