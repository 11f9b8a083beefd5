package org.cqrsjakarta.inspector.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.WrongVersionException;
import org.jspecify.annotations.Nullable;

/** Plays a recording back into a history, as slow or as fast as is wished. Not thread-safe. */
public final class Replay implements AutoCloseable {

    /** The slowest and the fastest. */
    public static final double SLOWEST = 0.1;

    public static final double FASTEST = 100;

    private final RecordingReader reader;
    private final long begin;
    private @Nullable RecordedMessage next;
    private double position;
    private double speed = 1;
    private long last;

    /**
     * Opens a recording at its beginning.
     *
     * @throws IOException if it cannot be read, or has no message
     * @throws WrongVersionException if it is one of another version
     */
    public Replay(Path file) throws IOException, WrongVersionException {
        reader = new RecordingReader(file);
        next = reader.read().orElse(null);
        if (next == null) {
            List<String> complaints = reader.complaints();
            reader.close();
            throw new IOException(file + " is no recording: "
                    + (complaints.isEmpty() ? "it is empty" : "it has no message. " + complaints.getFirst()));
        }
        begin = next.received();
        position = begin;
        last = begin;
    }

    /** The time of its first message. */
    public long begin() {
        return begin;
    }

    /** How far it has come, in microseconds since 1970. */
    public long position() {
        return (long) position;
    }

    /** Whether all of it was played. */
    public boolean isOver() {
        return next == null;
    }

    /** How many times as fast as it was. */
    public double speed() {
        return speed;
    }

    /** Has it go on so many times as fast, within {@link #SLOWEST} and {@link #FASTEST}. */
    public void speed(double factor) {
        speed = Math.clamp(factor, SLOWEST, FASTEST);
    }

    /** What is wrong with it, as far as it was read. */
    public List<String> complaints() {
        return reader.complaints();
    }

    /**
     * Lets time pass.
     *
     * @param micros of the one who watches
     */
    public void pass(long micros, History history) throws IOException, WrongVersionException {
        if (next != null) {
            to((long) (position + micros * speed), history);
        }
    }

    /** Plays on to a time. */
    public void to(long time, History history) throws IOException, WrongVersionException {
        while (next != null && next.received() <= time) {
            last = Math.max(last, next.received());
            history.accept(next);
            Optional<RecordedMessage> following = reader.read();
            next = following.orElse(null);
        }
        position = next == null ? last : Math.max(position, (double) time);
    }

    /** Plays all of it. */
    public void toEnd(History history) throws IOException, WrongVersionException {
        to(Long.MAX_VALUE, history);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
