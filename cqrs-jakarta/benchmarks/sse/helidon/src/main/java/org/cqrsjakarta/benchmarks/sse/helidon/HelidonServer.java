package org.cqrsjakarta.benchmarks.sse.helidon;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.UncheckedIOException;
import org.cqrsjakarta.benchmarks.sse.workload.Pace;
import org.cqrsjakarta.benchmarks.sse.workload.Reading;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/** Answers every request by the stream that it asks for, on its virtual thread. Argument: the port, on loopback. */
public final class HelidonServer {

    private final Jsonb json = JsonbBuilder.create();

    private HelidonServer() {}

    public static void main(String[] arguments) {
        HelidonServer server = new HelidonServer();
        WebServer.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .routing(routing -> routing.get("/sse", server::answer))
                .build()
                .start();
    }

    private void answer(ServerRequest request, ServerResponse response) {
        Workload workload = Workload.of(name -> request.query().get(name));
        Pace pace = workload.pace();
        String text = workload.quotedText();
        try (SseSink sink = response.sink(SseSink.TYPE)) {
            for (int number = 1; number <= workload.events(); number++) {
                pace.await();
                sink.emit(SseEvent.builder()
                        .name("item")
                        .data(workload.json() ? json.toJson(Reading.at(number)) : text)
                        .id(Workload.id(number))
                        .build());
            }
        } catch (UncheckedIOException clientLeft) {
            // As every stream of the benchmark that is not counted to its end.
        }
    }
}
