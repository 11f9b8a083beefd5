package org.cqrsjakarta.benchmarks.sse;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cqrsjakarta.benchmarks.sse.workload.EventWriter;
import org.cqrsjakarta.benchmarks.sse.workload.Reading;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/**
 * The floor: sockets, a thread for each, and nothing between them and the events. {@code /batched} sends 16 KB at a time,
 * {@code /flush} each event by itself. Argument: the port, on loopback.
 */
final class PlainServer {

    private static final int BATCH = 16 * 1024;
    private static final byte[] HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            Connection: close\r
            \r
            """.getBytes(StandardCharsets.US_ASCII);

    private PlainServer() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[0]), 256, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = server.accept();
                Thread.ofPlatform().start(() -> answer(socket));
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            URI uri = requested(socket);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BATCH);
            out.write(HEAD);
            new EventWriter(workload(uri.getQuery()), Reading::json, out)
                    .writeAll(uri.getPath().equals("/flush"));
        } catch (IOException clientLeft) {
            // As every stream of the benchmark that is not counted to its end.
        }
    }

    /** Reads the whole head of the request: what is not read would reset the connection at its end. */
    private static URI requested(Socket socket) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String first = request.readLine();
        if (first == null) {
            throw new IOException("no request");
        }
        String line = first;
        while (line != null && !line.isEmpty()) {
            line = request.readLine();
        }
        return URI.create(first.split(" ", -1)[1]);
    }

    private static Workload workload(String query) {
        Map<String, String> parameters = Stream.of(query.split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return Workload.of(parameters::get);
    }
}
