package org.cqrsjakarta.inspector.connection;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.cqrsjakarta.inspector.protocol.CircuitAction;

/** Acts on circuits. */
public final class CircuitOperator {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Has a server do something to a circuit.
     *
     * @param connection of the server
     * @param circuit    name of the circuit
     * @param action     what is to be done
     * @return what came of it, for a human; exceptionally with an {@link IOException} whose message says why not
     */
    public CompletableFuture<String> act(FeedConnection connection, String circuit, CircuitAction action) {
        URI circuits = connection.circuits().orElse(null);
        if (circuits == null) {
            return CompletableFuture.failedFuture(
                    new IOException(connection.address().name() + " is not connected; nothing was done"));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(circuits + "/" + encoded(circuit)))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"" + action.wireName() + "\"}"));
        connection.credentials().header().ifPresent(header -> request.header("Authorization", header));
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .handle((answer, failure) -> {
                    // Of the answer's body nothing is read, however long it is.
                    client.shutdownNow();
                    if (failure != null) {
                        throw new CompletionException(new IOException(
                                Faults.words(failure, circuits) + "; it is not known whether it was done"));
                    }
                    return said(answer.statusCode(), connection, circuit, action);
                });
    }

    private static String said(int status, FeedConnection connection, String circuit, CircuitAction action) {
        if (status == 200) {
            return circuit + ": " + action.wireName() + " was done";
        }
        String why = switch (status) {
            case 401 -> "the server asks who you are";
            case 403 -> connection.credentials() + " has not the role cqrs-operator";
            case 404 -> "the server has no such circuit";
            default -> "the server answers " + status;
        };
        throw new CompletionException(new IOException(circuit + ": nothing was done, " + why + " (" + status + ")"));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
