package org.cqrsjakarta.benchmarks.sse.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/** Answers every request by the stream that it asks for. Argument: the port, on loopback. */
public final class VertxServer {

    private VertxServer() {}

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        vertx.createHttpServer()
                .requestHandler(request -> answer(vertx, request))
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    private static void answer(Vertx vertx, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Type", "text/event-stream").setChunked(true);
        new EventStream(Workload.of(request::getParam), response).start(vertx);
    }
}
