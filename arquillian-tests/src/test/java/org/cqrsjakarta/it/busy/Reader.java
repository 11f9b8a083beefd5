package org.cqrsjakarta.it.busy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** One client on a connection of its own. */
final class Reader implements AutoCloseable {

    private static final String DATA = "data: ";

    /** Starvation has no end; whoever gets nothing for so long is starved. */
    private static final int STARVED_MILLIS = 10_000;

    private final Socket socket;
    private final CountDownLatch first = new CountDownLatch(1);

    /** Asks for a stream. */
    Reader(URI stream) throws IOException {
        socket = new Socket(stream.getHost(), stream.getPort());
        socket.setSoTimeout(STARVED_MILLIS);
        socket.getOutputStream()
                .write(("GET " + stream.getPath() + " HTTP/1.1\r\nHost: " + stream.getAuthority() + "\r\n\r\n")
                        .getBytes(US_ASCII));
    }

    /** Data of the first item. */
    String firstItem() throws IOException {
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        boolean isItem = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (isItem && line.startsWith(DATA)) {
                return line.substring(DATA.length());
            }
            isItem |= line.equals("event: item");
        }
        throw new IOException("The stream ended before its first item");
    }

    /** Reads as fast as it can, on a thread of its own, until it is closed. */
    Reader reading() {
        Thread.ofPlatform().daemon().start(() -> {
            byte[] chunk = new byte[64 * 1024];
            try (InputStream in = socket.getInputStream()) {
                while (in.read(chunk) >= 0) {
                    first.countDown();
                }
            } catch (IOException e) {
                // Closed.
            }
        });
        return this;
    }

    void awaitFirst() throws InterruptedException {
        first.await();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
