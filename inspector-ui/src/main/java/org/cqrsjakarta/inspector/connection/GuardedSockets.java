package org.cqrsjakarta.inspector.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Sockets that end when bytes come in and nothing of them comes out: the library bounds an answer's head, and not the heads of
 * its chunks, which would be gathered until the memory is gone.
 */
final class GuardedSockets extends SocketFactory {

    /** An answer's head may have a quarter of it. */
    static final long MOST_BYTES = 1024 * 1024;

    private final AtomicLong between = new AtomicLong();

    /** Something came out. */
    void delivered() {
        between.set(0);
    }

    @Override
    public Socket createSocket() {
        between.set(0);
        return new Socket() {
            @Override
            public InputStream getInputStream() throws IOException {
                return guarded(super.getInputStream());
            }
        };
    }

    private InputStream guarded(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                took(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                took(Math.max(0, read));
                return read;
            }
        };
    }

    private void took(int bytes) throws IOException {
        if (between.addAndGet(bytes) > MOST_BYTES) {
            throw new NoFeedException(MOST_BYTES + " bytes came from it, and no content in them");
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("OkHttp connects the sockets that it has made");
    }
}
