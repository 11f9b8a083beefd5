package org.cqrsjakarta.it.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to a server that breaks in chosen places: of its connections, the first ends right after the text that the first
 * pattern matches, and so on; those for which there is no pattern are left alone. The client has all that was sent before
 * the end, which is an ordinary one: in the middle of a chunk.
 */
final class TextCutter implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final InetSocketAddress server;
    private final ServerSocket listening;
    private final Queue<Pattern> cuts;
    private final AtomicInteger requests = new AtomicInteger();

    /** One that does not break. */
    static TextCutter uncut(InetSocketAddress server) throws IOException {
        return new TextCutter(server, List.of());
    }

    TextCutter(InetSocketAddress server, List<String> cuts) throws IOException {
        this.server = server;
        this.cuts =
                new ConcurrentLinkedQueue<>(cuts.stream().map(Pattern::compile).toList());
        this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    URI through(URI uri) {
        String rest = uri.toString()
                .substring(uri.toString().indexOf(uri.getRawAuthority())
                        + uri.getRawAuthority().length());
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + rest);
    }

    /** The places where nothing was cut yet. */
    List<Pattern> left() {
        return List.copyOf(cuts);
    }

    /** How often something was asked for, over however many connections. */
    int requests() {
        return requests.get();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> forward(client));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void forward(Socket client) {
        try (client;
                Socket to = new Socket(server.getAddress(), server.getPort())) {
            Thread.ofVirtual().start(() -> copy(client, to));
            cut(to, client);
        } catch (IOException e) {
            // One of them has left.
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] chunk = new byte[8192];
        try {
            for (int length = from.getInputStream().read(chunk);
                    length >= 0;
                    length = from.getInputStream().read(chunk)) {
                // A request without a body, whose head is short, comes in one piece.
                if (new String(chunk, 0, length, ISO_8859_1).startsWith("GET ")) {
                    requests.incrementAndGet();
                }
                to.getOutputStream().write(chunk, 0, length);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has left.
        }
    }

    private void cut(Socket from, Socket to) throws IOException {
        StringBuilder sent = new StringBuilder();
        OutputStream out = to.getOutputStream();
        byte[] chunk = new byte[8192];
        for (int length = from.getInputStream().read(chunk);
                length >= 0;
                length = from.getInputStream().read(chunk)) {
            int before = sent.length();
            sent.append(new String(chunk, 0, length, ISO_8859_1));
            Pattern cut = cuts.peek();
            if (cut != null) {
                Matcher found = cut.matcher(sent);
                if (found.find()) {
                    cuts.remove();
                    out.write(chunk, 0, Math.max(0, found.end() - before));
                    return;
                }
            }
            out.write(chunk, 0, length);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
