package org.cqrsjakarta.server.glassfish;

import java.io.IOException;
import java.lang.ref.Reference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Runs the demo until it is stopped. Arguments: the folder of an unpacked GlassFish, the WAR, the file for the server's
 * log.
 */
final class RunDemo {
    private static final Duration TIME_TO_START = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Server server;
    private final Path war;
    private final Path log;
    private final RunSettings settings;

    private RunDemo(Server server, Path war, Path log, RunSettings settings) {
        this.server = server;
        this.war = war;
        this.log = log;
        this.settings = settings;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            Path here = Path.of("").toAbsolutePath();
            new RunDemo(
                            new Server(Path.of(args[0])),
                            Path.of(args[1]),
                            here.relativize(Path.of(args[2]).toAbsolutePath()),
                            RunSettings.from(System.getenv(), new SecureRandom()))
                    .run();
        } catch (CannotRunException expected) {
            System.err.println(expected.getMessage());
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException {
        if (!Ports.isFree(settings.httpPort())) {
            throw new CannotRunException("Port " + settings.httpPort()
                    + " is in use: stop what listens there, or choose another one with -Dhttp.port=" + otherPort());
        }
        FileLock claim = server.claim();
        if (claim == null) {
            throw new CannotRunException(
                    "The demo already runs from this folder: stop it, or start the second one from" + " another clone");
        }
        try {
            runServer();
        } finally {
            Reference.reachabilityFence(claim);
        }
    }

    private void runServer() throws IOException, InterruptedException {
        server.provision(Ports.beside(settings.httpPort()), settings.systemProperties());
        server.deployAtStart(war);
        System.out.println("Starting GlassFish; all that it says goes to " + log);
        ServerProcess process = ServerProcess.start(server, new ConsoleLog(log, System.out));
        Runtime.getRuntime().addShutdownHook(new Thread(process::stop, "stop-server"));
        stopWithMaven();
        waitUntilDeployed(process);
        announce();
        while (process.isAlive()) {
            pause();
        }
        throw new CannotRunException("GlassFish has ended by itself; its log is " + log);
    }

    /** Maven may be killed without being able to stop its children. */
    private static void stopWithMaven() {
        ProcessHandle maven = ProcessHandle.current().parent().orElseThrow();
        Thread.ofPlatform().daemon().name("stop-with-maven").start(() -> {
            maven.onExit().join();
            Runtime.getRuntime().exit(1);
        });
    }

    private void waitUntilDeployed(ServerProcess process) throws InterruptedException {
        long start = System.nanoTime();
        while (!pageAnswers()) {
            if (server.hasRefused(war)) {
                throw new CannotRunException("GlassFish did not deploy " + war.getFileName()
                        + "; the reason is above, and with more around it in " + log);
            }
            if (!process.isAlive()) {
                throw new CannotRunException("GlassFish did not start; its log is " + log);
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

    private void announce() {
        String address = "http://localhost:" + settings.httpPort() + "/quakes/";
        System.out.println();
        System.out.println("The demo runs:  " + address);
        System.out.println("Or try:         curl -N \"" + address + "api/quakes?minMagnitude=2.5\"");
        System.out.println("Look into it:   mvn -Pinspector" + inspectorArguments(address));
        System.out.println("                as the user operator, password " + settings.operatorPassword()
                + ", to act on circuits");
        System.out.println("Ctrl-C stops it.");
        System.out.println();
    }

    private String inspectorArguments(String address) {
        return settings.httpPort() == RunSettings.DEFAULT_PORT ? "" : " -Dinspector.args=\"" + address + "\"";
    }

    private String page() {
        return "http://127.0.0.1:" + settings.httpPort() + "/quakes/";
    }

    private int otherPort() {
        int port = settings.httpPort() == 65535 ? 1024 : settings.httpPort() + 1;
        while (!Ports.isFree(port)) {
            port++;
        }
        return port;
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
}
