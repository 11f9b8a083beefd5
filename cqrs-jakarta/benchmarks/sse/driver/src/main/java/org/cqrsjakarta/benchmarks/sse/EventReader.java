package org.cqrsjakarta.benchmarks.sse;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One client: a connection that asks for a stream and counts its events. Used by one thread; the counts by any. */
final class EventReader implements AutoCloseable {

    private static final int BUFFER = 128 * 1024;

    private final Socket socket = new Socket();
    private final byte[] buffer = new byte[BUFFER];
    private volatile long events;
    private volatile long bytes;

    /** Connects, and asks for the stream at a path, with its query; a read that waits for longer than that fails. */
    EventReader(int port, String path, int patienceMillis) throws IOException {
        try {
            socket.setSoTimeout(patienceMillis);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patienceMillis);
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Reads until so many events were there or the stream has ended. */
    void read(long wanted) throws IOException {
        InputStream in = socket.getInputStream();
        int filled = 0;
        int body = -1;
        while (body < 0) {
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                throw new EOFException("The connection was closed before the head was over");
            }
            filled += count;
            body = endOfHead(filled);
        }
        String head = new String(buffer, 0, body, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (!head.startsWith("http/1.1 200")) {
            throw new IOException("Answered by " + head);
        }
        EventCounter counter = new EventCounter(head.contains("transfer-encoding: chunked"));
        take(counter, body, filled);
        while (events < wanted && !counter.isOver()) {
            int count = in.read(buffer);
            if (count < 0) {
                return;
            }
            take(counter, 0, count);
        }
    }

    private void take(EventCounter counter, int from, int to) {
        counter.take(buffer, from, to);
        events = counter.events();
        long before = bytes;
        bytes = before + to - from;
    }

    /** Position after the empty line that ends the head, or less than 0. */
    private int endOfHead(int filled) {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    long events() {
        return events;
    }

    /** Of the body, as they came over the connection. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // Nothing is left to be closed.
        }
    }
}
