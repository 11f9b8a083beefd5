package org.cqrsjakarta.benchmarks.sse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.cqrsjakarta.benchmarks.Figure;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/** All servers, each started from what its module was built to. */
final class Servers implements AutoCloseable {

    private static final String PACKAGE = "org.cqrsjakarta.benchmarks.sse.";
    private static final String HEAP = "-Xmx512m";
    private static final String ONE_EVENT = "?" + new Workload(false, 1, 50, 0).query();

    private final Path modules;
    private final Path logs;
    private final Deque<RunningServer> running = new ArrayDeque<>();
    private final List<Way> ways = new ArrayList<>();
    private int nextPort;

    /**
     * Starts none yet.
     *
     * @param modules   the folder of the peers' modules
     * @param logs      where they print to
     * @param firstPort of a row of free ones, one for each server
     */
    Servers(Path modules, Path logs, int firstPort) {
        this.modules = modules;
        this.logs = logs;
        nextPort = firstPort;
    }

    /** All of them, ours first. */
    List<Way> ways() {
        return List.copyOf(ways);
    }

    /** Ours, and those of the server that it runs on. */
    void startGlassFish(GlassFish glassFish) throws IOException, InterruptedException {
        int port = nextPort++;
        glassFish.prepare(port, modules.resolve("glassfish/target/sse.war"));
        RunningServer server = start("glassfish", glassFish.command(), port);
        add(server, Figure.OURS + ", deliver", "/sse/api/ours");
        add(server, "GlassFish, StreamingOutput", "/sse/api/output");
        add(server, "GlassFish, AsyncResponse, flush each", "/sse/api/async");
        add(server, "GlassFish, SseEventSink", "/sse/api/sink");
        add(server, "GlassFish, a virtual thread", "/sse/api/virtual");
        add(server, "GlassFish, two virtual threads", "/sse/api/crossing");
    }

    void startOthers() throws IOException {
        one("Jersey with Grizzly, SseEventSink", "jersey", "JerseyServer");
        int port = nextPort++;
        List<String> quarkus = List.of(
                java(),
                HEAP,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                modules.resolve("quarkus/target/quarkus-app/quarkus-run.jar").toString());
        add(start("quarkus", quarkus, port), "Quarkus, Multi", "/sse");
        one("Spring WebFlux, Flux", "webflux", "WebFluxServer");
        one("Helidon, SseSink", "helidon", "HelidonServer");
        one("Vert.x", "vertx", "VertxServer");
        port = nextPort++;
        List<String> plain = List.of(
                java(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                PlainServer.class.getName(),
                String.valueOf(port));
        RunningServer server = start("plain", plain, port);
        add(server, "plain sockets, 16 KB at a time", "/batched");
        add(server, "plain sockets, flush each", "/flush");
    }

    private void one(String who, String module, String main) throws IOException {
        int port = nextPort++;
        Path target = modules.resolve(module).resolve("target");
        String classPath = target.resolve("classes")
                + File.pathSeparator
                + Files.readString(target.resolve("class-path")).strip();
        List<String> command =
                List.of(java(), HEAP, "-cp", classPath, PACKAGE + module + "." + main, String.valueOf(port));
        add(start(module, command, port), who, "/sse");
    }

    private RunningServer start(String name, List<String> command, int port) throws IOException {
        RunningServer server = RunningServer.start(command, logs.resolve(name + ".log"), port);
        running.push(server);
        return server;
    }

    private void add(RunningServer server, String who, String path) {
        ways.add(new Way(who, server, path));
    }

    /** Waits until each way has answered once. */
    void awaitAll() throws IOException, InterruptedException {
        for (Way way : ways) {
            way.server().awaitAnswer(way.path() + ONE_EVENT);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
    }

    @Override
    public void close() {
        running.forEach(RunningServer::close);
    }
}
