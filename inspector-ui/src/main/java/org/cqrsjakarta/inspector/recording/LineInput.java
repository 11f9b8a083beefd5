package org.cqrsjakarta.inspector.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a file, none of which is longer than a bound. Bytes that are no text become replacement characters. */
final class LineInput implements AutoCloseable {

    private final InputStream in;
    private final int most;

    /**
     * Opens a file.
     *
     * @param most how many bytes a line may have
     * @throws IOException if it cannot be read, or is none: a pipe would have the window wait for who writes into it
     */
    LineInput(Path file, int most) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is no file but a pipe or a device");
        }
        this.in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
        this.most = most;
    }

    /**
     * The next line, without its end.
     *
     * @return nothing at the end
     * @throws LongLineException if it is too long; then nothing more is to be read
     */
    @Nullable
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.size() == most) {
                throw new LongLineException(most);
            }
            line.write(next);
            next = in.read();
        }
        String text = line.toString(UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** A line has no end within its bound. */
    static final class LongLineException extends IOException {

        private static final long serialVersionUID = 1L;

        LongLineException(int most) {
            super("it has more than " + most + " bytes, and what follows was not read");
        }
    }
}
