package org.cqrsjakarta.benchmarks.sse.webflux;

import java.time.Duration;
import org.cqrsjakarta.benchmarks.sse.workload.Reading;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

/** Answers every request by the stream that it asks for. Argument: the port, on loopback. */
public final class WebFluxServer {

    private WebFluxServer() {}

    public static void main(String[] arguments) {
        var routes = RouterFunctions.route(RequestPredicates.GET("/sse"), WebFluxServer::answer);
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
                .bindNow()
                .onDispose()
                .block();
    }

    private static Mono<ServerResponse> answer(ServerRequest request) {
        Workload workload = Workload.of(name -> request.queryParam(name).orElseThrow());
        return ServerResponse.ok().body(BodyInserters.fromServerSentEvents(events(workload)));
    }

    private static Flux<ServerSentEvent<Object>> events(Workload workload) {
        String text = workload.quotedText();
        return numbers(workload)
                .map(number -> ServerSentEvent.<Object>builder(workload.json() ? Reading.at(number) : text)
                        .event("item")
                        .id(Workload.id(number))
                        .build());
    }

    private static Flux<Integer> numbers(Workload workload) {
        if (workload.isPaced()) {
            return Flux.interval(Duration.ofMillis(workload.interval()))
                    .onBackpressureDrop()
                    .map(tick -> tick.intValue() + 1)
                    .take(workload.events());
        }
        return Flux.range(1, workload.events());
    }
}
