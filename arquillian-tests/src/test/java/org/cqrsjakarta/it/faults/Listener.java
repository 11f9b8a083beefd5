package org.cqrsjakarta.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A client that reads whatever comes, as fast as it comes, and keeps nothing of it. */
final class Listener implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final InputStream body;

    Listener(URI uri) throws Exception {
        var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        body = response.body();
        Thread.ofVirtual().name("listener").start(this::listen);
    }

    private void listen() {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The connection is cut, or this client leaves: both is what tests are about.
        }
    }

    @Override
    public void close() throws IOException {
        try {
            body.close();
        } finally {
            client.shutdownNow();
        }
    }
}
