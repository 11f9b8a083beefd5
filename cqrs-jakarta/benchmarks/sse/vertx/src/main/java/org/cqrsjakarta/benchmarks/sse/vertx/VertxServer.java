package org.cqrsjakarta.benchmarks.sse.vertx;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/** Answers every request by the stream that it asks for. Argument: the port, on loopback. */
public final class VertxServer {

    private VertxServer() {}

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        int port = Integer.parseInt(arguments[0]);
        // One for each event loop, so that connections are shared out among all of them.
        vertx.deployVerticle(
                        () -> context -> listen(vertx, port),
                        new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    private static Future<HttpServer> listen(Vertx vertx, int port) {
        return vertx.createHttpServer()
                .requestHandler(request -> answer(vertx, request))
                .listen(port, "127.0.0.1");
    }

    private static void answer(Vertx vertx, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Type", "text/event-stream").setChunked(true);
        new EventStream(Workload.of(request::getParam), response).start(vertx);
    }
}
