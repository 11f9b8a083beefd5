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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the demo until it is stopped, and the user's applications beside it. Arguments: the folder of an unpacked
 * GlassFish, the demo's WAR, the file for the server's log, the file for the rule that tells Maven why it has ended, the
 * folder that Maven was started in.
 */
final class RunDemo {
    private static final Duration TIME_TO_START = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Server server;
    private final List<Path> wars;
    private final Path log;
    private final RunSettings settings;

    private RunDemo(Server server, List<Path> wars, Path log, RunSettings settings) {
        this.server = server;
        this.wars = wars;
        this.log = log;
        this.settings = settings;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path here = Path.of("").toAbsolutePath();
        Map<String, String> environment = System.getenv();
        Path folder = Path.of(args[4]);
        try {
            List<String> problems = Preflight.problems(environment, folder);
            if (!problems.isEmpty()) {
                throw new CannotRunException(String.join("\n", problems));
            }
            List<Path> wars = new ArrayList<>(List.of(Path.of(args[1])));
            wars.addAll(Preflight.wars(environment, folder));
            new RunDemo(
                            new Server(Path.of(args[0])),
                            wars,
                            here.relativize(Path.of(args[2]).toAbsolutePath()),
                            RunSettings.from(environment, new SecureRandom()))
                    .run();
        } catch (CannotRunException expected) {
            Preflight.rule(List.of(expected.getMessage()), Path.of(args[3]));
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException {
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
        Ports ports = Ports.beside(settings.httpPort());
        server.provision(ports, settings.systemProperties());
        for (Path war : wars) {
            server.deployAtStart(war);
        }
        System.out.println("Starting GlassFish; all that it says goes to " + log);
        ServerProcess process = ServerProcess.start(server, settings.environment(), new ConsoleLog(log, System.out));
        Runtime.getRuntime().addShutdownHook(new Thread(process::stop, "stop-server"));
        stopWithMaven();
        waitUntilDeployed(process);
        announce(ports);
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
        while (!wars.stream().allMatch(server::hasDeployed) || !pageAnswers()) {
            for (Path war : wars) {
                if (server.hasRefused(war)) {
                    throw new CannotRunException("GlassFish did not deploy " + war
                            + "; the reason is above, and with more around it in " + log);
                }
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

    private void announce(Ports ports) {
        System.out.println();
        System.out.println("The demo runs:  " + address("quakes"));
        for (Path war : wars.subList(1, wars.size())) {
            System.out.println("Beside it:      " + address(Server.contextRoot(war)));
        }
        System.out.println("Or try:         curl -N \"" + address("quakes") + "api/quakes?minMagnitude=2.5\"");
        System.out.println("Look into it:   mvn -Pinspector" + inspectorArguments(address("quakes")));
        System.out.println("                as the user operator, password " + settings.operatorPassword()
                + ", to act on circuits");
        System.out.println("Deploy yours:   " + asadmin(ports) + " deploy --force path/to/shop.war");
        System.out.println("Ctrl-C stops it.");
        System.out.println();
    }

    private String address(String contextRoot) {
        return "http://localhost:" + settings.httpPort() + "/" + contextRoot + "/";
    }

    private String asadmin(Ports ports) {
        Path here = Path.of("").toAbsolutePath();
        return here.relativize(server.asadmin().toAbsolutePath().normalize()) + " --port " + ports.admin();
    }

    private String inspectorArguments(String address) {
        return settings.httpPort() == Preflight.DEFAULT_PORT ? "" : " -Dinspector.args=\"" + address + "\"";
    }

    private String page() {
        return "http://127.0.0.1:" + settings.httpPort() + "/quakes/";
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
}
