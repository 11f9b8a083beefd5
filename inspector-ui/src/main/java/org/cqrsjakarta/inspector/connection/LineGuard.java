package org.cqrsjakarta.inspector.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.cqrsjakarta.inspector.protocol.Limits;

/**
 * A feed's bytes as they come, until a line or a message of them has no end: whoever gathers lines would gather until the
 * memory is gone. A message ends with an empty line; comments and {@code retry}, which stand between messages, are part of
 * none. Not thread-safe.
 */
final class LineGuard extends FilterInputStream {

    /** Longer than the fifteen seconds after which every server says something. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Bytes a second. */
    private static final long SLOWEST = 100;

    private final LongSupplier nanos;
    private final int most;
    private final Runnable delivered;

    private int previous = '\n';
    private boolean isBetweenMessages;
    private long inLine;
    private long inMessage;
    private long lineSince;
    private long messageSince;

    /**
     * Guards a feed.
     *
     * @param feed      its bytes
     * @param most      how many bytes a message may have
     * @param nanos     time
     * @param delivered is told when there were some
     */
    LineGuard(InputStream feed, int most, LongSupplier nanos, Runnable delivered) {
        super(feed);
        this.delivered = delivered;
        this.most = most;
        this.nanos = nanos;
    }

    LineGuard(InputStream feed, Runnable delivered) {
        this(feed, Limits.MESSAGE, System::nanoTime, delivered);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        delivered.run();
        long now = nanos.getAsLong();
        for (int i = offset; i < offset + read; i++) {
            take(bytes[i], now);
        }
        try {
            check(now);
        } catch (NoFeedException e) {
            close();
            throw e;
        }
        return read;
    }

    private void take(byte next, long now) {
        boolean isEnd = next == '\n' || next == '\r';
        if (next == '\n' && previous == '\r') {
            // The end of a line is two bytes here.
            previous = next;
            return;
        }
        previous = next;
        if (!isEnd) {
            begin(next, now);
            inLine++;
            inMessage += isBetweenMessages ? 0 : 1;
            return;
        }
        if (inLine == 0) {
            inMessage = 0;
        }
        inLine = 0;
    }

    private void begin(byte first, long now) {
        if (inLine > 0) {
            return;
        }
        lineSince = now;
        isBetweenMessages = first == ':' || first == 'r';
        if (inMessage == 0) {
            messageSince = now;
        }
    }

    private void check(long now) throws NoFeedException {
        if (inLine > most || inMessage > most) {
            throw new NoFeedException((inLine > most ? "a line" : "a message") + " of more than " + most
                    + " bytes came from it, and no end of it");
        }
        if (isDrip(inLine, now - lineSince) || isDrip(inMessage, now - messageSince)) {
            throw new NoFeedException(
                    "a message has come from it drop by drop for more than a minute, and no end of it");
        }
    }

    /** A long message over a slow line is none. */
    private static boolean isDrip(long bytes, long nanosTaken) {
        return bytes > 0 && nanosTaken > PATIENCE_NANOS && bytes < SLOWEST * TimeUnit.NANOSECONDS.toSeconds(nanosTaken);
    }
}
