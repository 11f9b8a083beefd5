package org.cqrsjakarta.it.redeployment;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client of one stream that costs a socket and a virtual thread, so that there can be hundreds. */
final class Listener implements AutoCloseable {

    private final Socket socket;
    private final Thread reading;
    private final CountDownLatch item = new CountDownLatch(1);
    private final StringBuffer text = new StringBuffer();

    Listener(int port, String path) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                                + "Connection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        reading = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        byte[] chunk = new byte[1024];
        try (InputStream in = socket.getInputStream()) {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                text.append(new String(chunk, 0, length, StandardCharsets.US_ASCII));
                if (text.indexOf("event: item") >= 0) {
                    item.countDown();
                }
            }
        } catch (IOException cut) {
            text.append(cut);
        }
    }

    boolean awaitItem(long timeoutMillis) throws InterruptedException {
        return item.await(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    boolean awaitEnd(long timeoutMillis) throws InterruptedException {
        return reading.join(Duration.ofMillis(timeoutMillis));
    }

    /** All that came, headers included. */
    String text() {
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
