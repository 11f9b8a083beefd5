package org.cqrsjakarta.it.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a crowd asks, and what that tells of itself. */
record CrowdServer(URL base) {

    URI uri(String path) {
        return URI.create(base + "crowd/" + path);
    }

    Crowd crowd(int many) throws IOException {
        return new Crowd(URI.create(base.toString()), many);
    }

    String ask(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    void post(String path) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isLessThan(300);
            return response.body();
        }
    }

    HeapHistogram heap() throws IOException, InterruptedException {
        return HeapHistogram.parse(ask("heap"));
    }

    int platformThreads() throws IOException, InterruptedException {
        return Integer.parseInt(ask("threads"));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(base.getHost(), base.getPort());
    }

    byte[] request(String path) {
        return ("GET " + uri(path).getPath() + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII);
    }

    /** A client that has asked for more than fits into the system's buffers, and does not read. */
    Socket stoppedReading() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(64 * 1024);
        socket.connect(address());
        socket.getOutputStream().write(request("blocks"));
        return socket;
    }
}
