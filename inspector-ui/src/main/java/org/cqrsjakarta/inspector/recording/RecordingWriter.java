package org.cqrsjakarta.inspector.recording;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.inspector.connection.FeedTap;
import org.jspecify.annotations.Nullable;

/** Writes what feeds say, as they say it. Callable from any thread. */
public final class RecordingWriter implements FeedTap, AutoCloseable {

    private static final int FLUSH_EVERY = 30;

    /** What the recording says itself: no feed may say it for it. */
    private static final Set<String> OWN = Set.of("server", "received");

    private final Path file;
    private final BufferedWriter out;
    private final ReentrantLock lock = new ReentrantLock();
    private long lines;
    private @Nullable IOException failure;
    private boolean closed;

    /**
     * Begins a recording.
     *
     * @param file is written anew
     * @throws IOException if it cannot be written
     */
    public RecordingWriter(Path file) throws IOException {
        this.file = file;
        this.out = Files.newBufferedWriter(file);
    }

    /** Where it is written. */
    public Path file() {
        return file;
    }

    /** How many messages were written. */
    public long lines() {
        lock.lock();
        try {
            return lines;
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing is written any more; {@code null} if all is well. */
    public @Nullable IOException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void heard(String server, long received, String name, String json) {
        if (OWN.contains(name)) {
            return;
        }
        // Line breaks stand between the tokens of JSON only.
        String line = "{\"server\":\"" + quoted(server) + "\",\"received\":" + received + ",\"" + quoted(name) + "\":"
                + json.replace('\n', ' ').replace('\r', ' ') + "}\n";
        lock.lock();
        try {
            if (closed || failure != null) {
                return;
            }
            out.write(line);
            lines++;
            if (lines % FLUSH_EVERY == 0) {
                out.flush();
            }
        } catch (IOException e) {
            failure = e;
        } finally {
            lock.unlock();
        }
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    /**
     * Ends the recording.
     *
     * @throws IOException if not all of it could be written
     */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                out.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
