package org.cqrsjakarta.server.glassfish;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One server with the demo, and the user's applications beside it. */
final class DemoNode {

    /** It takes a quarter of a minute on a machine that has nothing else to do, and took three minutes on one that had. */
    private static final Duration TIME_TO_START = Duration.ofMinutes(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final String name;
    private final Server server;
    private final Ports ports;
    private final List<Path> wars;
    private final Path log;
    private final ServerProcess process;

    private DemoNode(String name, Server server, Ports ports, List<Path> wars, Path log, ServerProcess process) {
        this.name = name;
        this.server = server;
        this.ports = ports;
        this.wars = wars;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param name             by which its user is told of it
     * @param systemProperties of its JVM, which others may read
     * @param environment      of its JVM, beside what it inherits
     * @param wars             what is deployed on it, the demo first
     * @param log              the file for all that it says
     * @param sayer            what stands before what it says on the console
     */
    static DemoNode start(
            String name,
            Server server,
            Ports ports,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            List<Path> wars,
            Path log,
            String sayer)
            throws IOException {
        server.provision(ports, systemProperties);
        for (Path war : wars) {
            server.deployAtStart(war);
        }
        System.out.println("Starting " + name + "; all that it says goes to " + log);
        ServerProcess process = ServerProcess.start(server, environment, new ConsoleLog(log, System.out, sayer));
        return new DemoNode(name, server, ports, wars, log, process);
    }

    /** Asks it to end, and after a while makes it. */
    void stop() {
        process.stop();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Of its JVM. */
    long pid() {
        return process.pid();
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    int httpPort() {
        return ports.http();
    }

    /** Of its own page. */
    String address() {
        return "http://localhost:" + ports.http() + "/quakes/";
    }

    /** What deploys to it, as it is called from the folder of this process. */
    String asadmin() {
        Path here = Path.of("").toAbsolutePath();
        return here.relativize(server.asadmin().toAbsolutePath().normalize()) + " --port " + ports.admin();
    }

    /**
     * Until the demo's page can be had.
     *
     * @throws CannotRunException if it never will be
     */
    void awaitDeployed() throws InterruptedException {
        long start = System.nanoTime();
        while (!wars.stream().allMatch(server::hasDeployed) || !pageAnswers()) {
            for (Path war : wars) {
                if (server.hasRefused(war)) {
                    throw new CannotRunException(name + " did not deploy " + war
                            + "; the reason is above, and with more around it in " + log);
                }
            }
            if (!process.isAlive()) {
                throw new CannotRunException(name + " did not start; its log is " + log);
            }
            if (System.nanoTime() - start > TIME_TO_START.toNanos()) {
                throw new CannotRunException(
                        page() + " does not answer after " + TIME_TO_START.toMinutes() + " minutes; the log is " + log);
            }
            pause();
        }
    }

    private boolean pageAnswers() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page()))
                .timeout(Duration.ofSeconds(5))
                .build();
        // GlassFish logs a stack trace for a client that offers HTTP/2 and hangs up.
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String page() {
        return "http://127.0.0.1:" + ports.http() + "/quakes/";
    }

    /** For as long as it takes until one should look again. */
    static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
}
