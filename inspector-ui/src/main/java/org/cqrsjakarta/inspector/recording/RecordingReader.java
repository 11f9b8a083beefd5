package org.cqrsjakarta.inspector.recording;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Limits;
import org.cqrsjakarta.inspector.protocol.MalformedMessageException;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.MessageReader;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.WrongVersionException;
import org.cqrsjakarta.inspector.text.Printable;
import org.jspecify.annotations.Nullable;

/** Reads a recording, message by message. What is none is passed over and complained about, with its line. */
public final class RecordingReader implements AutoCloseable {

    /** So many lines that are none, and no message: it is something else. */
    private static final int MOST_COMPLAINTS = 100;

    private static final int MOST_SERVERS = 64;

    private final Path file;
    private final LineInput lines;
    private final Set<String> servers = new HashSet<>();
    private final MessageReader reader = new MessageReader();
    private final List<String> complaints = new ArrayList<>();
    private String unnamed = "";
    private int line;
    private int messages;
    private @Nullable String next;

    /**
     * Opens a recording.
     *
     * @throws IOException if it cannot be read; the message says why
     */
    public RecordingReader(Path file) throws IOException {
        this.file = file;
        try {
            this.lines = new LineInput(file, Limits.MESSAGE);
        } catch (NoSuchFileException e) {
            throw new IOException("There is no recording " + file, e);
        } catch (IOException e) {
            throw new IOException(FileTrouble.reading(file, e), e);
        }
        try {
            this.next = nextLine();
        } catch (IOException e) {
            lines.close();
            throw new IOException(FileTrouble.reading(file, e), e);
        }
    }

    /** What is wrong with it, as far as it was read. */
    public List<String> complaints() {
        return Collections.unmodifiableList(complaints);
    }

    /**
     * Reads the next message.
     *
     * @return nothing at the end
     * @throws IOException if the file cannot be read
     * @throws WrongVersionException if it is one of another version
     */
    public Optional<RecordedMessage> read() throws IOException, WrongVersionException {
        while (next != null && (messages > 0 || complaints.size() < MOST_COMPLAINTS)) {
            String text = next;
            line++;
            next = nextLine();
            if (text.isBlank()) {
                continue;
            }
            try {
                Optional<RecordedMessage> message = reader.readLine(text);
                if (message.isPresent()) {
                    RecordedMessage whole = whole(message.get());
                    if (isKnown(whole.server())) {
                        messages++;
                        return Optional.of(whole);
                    }
                    complain("it is of a server more than the " + MOST_SERVERS + " that are shown");
                }
            } catch (WrongVersionException e) {
                throw e;
            } catch (MalformedMessageException e) {
                complain(e.words());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private boolean isKnown(String server) {
        return servers.contains(server) || (servers.size() < MOST_SERVERS && servers.add(server));
    }

    private void complain(String words) {
        if (complaints.size() < MOST_COMPLAINTS) {
            boolean last = next == null;
            complaints.add(Printable.of(String.valueOf(file.getFileName())) + ", line " + line
                    + (last ? ", the last one, is cut off or broken: " : " was passed over: ") + words
                    + (last ? "; the " + messages + " messages before it were read" : ""));
        }
    }

    /** A feed that was recorded by something else than the inspector has no name and no times of arrival: its own will do. */
    private RecordedMessage whole(RecordedMessage recorded) {
        if (recorded.server().isEmpty() && recorded.message() instanceof Message.Hello hello) {
            unnamed = hello.application();
        }
        String server = recorded.server().isEmpty() ? unnamed : recorded.server();
        if (recorded.received() >= 0) {
            return new RecordedMessage(server, recorded.received(), recorded.message());
        }
        long time = switch (recorded.message()) {
            case Message.Hello hello -> hello.clock();
            case Message.Snapshot snapshot -> snapshot.t();
            case Message.CircuitsNow now -> now.t();
            case Message.Batch batch ->
                batch.events().stream().mapToLong(Event::t).max().orElse(-1);
            case Message.Lost lost -> -1;
            case Message.Heard heard -> -1;
        };
        return new RecordedMessage(server, time, recorded.message());
    }

    private @Nullable String nextLine() throws IOException {
        try {
            return lines.next();
        } catch (LineInput.LongLineException e) {
            if (complaints.size() < MOST_COMPLAINTS) {
                complaints.add(Printable.of(String.valueOf(file.getFileName())) + ", line " + (line + 1)
                        + " is no message: " + e.getMessage());
            }
            return null;
        }
    }
}
