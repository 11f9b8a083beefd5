package org.cqrsjakarta.internal.rest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that ends with a {@link BodyTooLongException} as soon as more than the limit was read. */
final class LimitedStream extends FilterInputStream {

    private final long limit;
    private long left;

    LimitedStream(InputStream body, long limit) {
        super(body);
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int found = in.read();
        if (found >= 0) {
            count(1);
        }
        return found;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int found = in.read(into, offset, length);
        count(Math.max(found, 0));
        return found;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = in.skip(wanted);
        count(skipped);
        return skipped;
    }

    /** What is read twice would count twice. */
    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long read) {
        left -= read;
        if (left < 0) {
            throw new BodyTooLongException(Refusals.bodyTooLong(limit));
        }
    }
}
