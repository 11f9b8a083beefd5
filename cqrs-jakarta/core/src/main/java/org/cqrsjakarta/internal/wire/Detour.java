package org.cqrsjakarta.internal.wire;

import java.io.IOException;
import java.io.OutputStream;

/** What filters write to in place of a client's stream: nowhere, unless it is told where. */
final class Detour extends OutputStream {

    private OutputStream to = OutputStream.nullOutputStream();

    void leadTo(OutputStream out) {
        to = out;
    }

    @Override
    public void write(int b) throws IOException {
        to.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        to.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        to.close();
    }
}
