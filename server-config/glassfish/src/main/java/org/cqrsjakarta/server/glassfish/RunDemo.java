package org.cqrsjakarta.server.glassfish;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs the demo until it is stopped, and the user's applications beside it: on one server, or on several that have a Redis in
 * common and one address. Arguments: the folder of an unpacked GlassFish, the demo's WAR, the file for the server's log, the
 * file for the rule that tells Maven why it has ended, the folder that Maven was started in.
 */
final class RunDemo {

    /** Beside the server's folder: what several nodes need. */
    private static final String NODES = "nodes";

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
                    "The demo already runs from this folder: stop it, or start the second one from another clone");
        }
        try {
            stopWithMaven();
            List<DemoNode> nodes = settings.nodes() == 1 ? List.of(startOne()) : startSeveral();
            for (DemoNode node : nodes) {
                node.awaitDeployed();
            }
            announce(nodes);
            watch(nodes);
        } finally {
            Reference.reachabilityFence(claim);
        }
    }

    private DemoNode startOne() throws IOException {
        Ports ports = Ports.beside(settings.httpPort());
        return start("GlassFish", server, ports, settings.systemProperties(), wars, log, "");
    }

    /** A Redis, the nodes, and the proxy before them. */
    private List<DemoNode> startSeveral() throws IOException, InterruptedException {
        Path folder = server.home().resolveSibling(NODES);
        String redis = settings.redis().orElse(null);
        if (redis == null) {
            RedisProcess process = RedisProcess.start(folder.resolve("redis"), log.resolveSibling("redis.log"));
            atEnd(process::stop);
            redis = process.uri();
        }
        List<Path> deployed = new ArrayList<>(wars);
        deployed.set(0, Wars.with(wars.getFirst(), folder.resolve("lib"), folder));
        List<DemoNode> nodes = new ArrayList<>();
        for (Ports ports : Ports.apart(settings.nodes())) {
            int number = nodes.size() + 1;
            nodes.add(start(
                    "node " + number,
                    server.copiedTo(folder.resolve("server-" + number)),
                    ports,
                    settings.systemProperties(redis),
                    deployed,
                    log.resolveSibling("server-" + number + ".log"),
                    number + " | "));
        }
        RoundRobinProxy.start(
                settings.httpPort(), nodes.stream().map(DemoNode::httpPort).toList());
        return nodes;
    }

    private DemoNode start(
            String name,
            Server on,
            Ports ports,
            Map<String, String> properties,
            List<Path> deployed,
            Path itsLog,
            String sayer)
            throws IOException {
        DemoNode node = DemoNode.start(name, on, ports, properties, settings.environment(), deployed, itsLog, sayer);
        atEnd(node::stop);
        return node;
    }

    private static void atEnd(Runnable action) {
        Runtime.getRuntime().addShutdownHook(new Thread(action, "stop"));
    }

    /** Maven may be killed without being able to stop its children. */
    private static void stopWithMaven() {
        ProcessHandle maven = ProcessHandle.current().parent().orElseThrow();
        Thread.ofPlatform().daemon().name("stop-with-maven").start(() -> {
            maven.onExit().join();
            Runtime.getRuntime().exit(1);
        });
    }

    /** Until none of them lives any more. */
    private static void watch(List<DemoNode> nodes) throws InterruptedException {
        List<DemoNode> living = new ArrayList<>(nodes);
        while (true) {
            for (DemoNode node : List.copyOf(living)) {
                if (!node.isAlive()) {
                    living.remove(node);
                    if (living.isEmpty()) {
                        throw new CannotRunException(node.name() + " has ended by itself; its log is " + node.log());
                    }
                    System.out.println(
                            node.name() + " has ended; " + living.size() + " of " + nodes.size() + " nodes go on");
                }
            }
            DemoNode.pause();
        }
    }

    private void announce(List<DemoNode> nodes) {
        System.out.println();
        System.out.println("The demo runs:  " + address("quakes"));
        for (Path war : wars.subList(1, wars.size())) {
            System.out.println("Beside it:      " + address(Server.contextRoot(war)));
        }
        System.out.println("Or try:         curl -N \"" + address("quakes") + "api/quakes?minMagnitude=2.5\"");
        if (nodes.size() > 1) {
            System.out.println("On " + nodes.size() + " nodes, a connection at a time each. Lose one amid a stream:");
            for (DemoNode node : nodes) {
                System.out.println("                kill -9 " + node.pid() + "   is " + node.name() + ", by itself "
                        + node.address());
            }
        }
        System.out.println("Look into it:   mvn -Pinspector" + inspectorArguments(nodes));
        System.out.println("                as the user operator, password " + settings.operatorPassword()
                + ", to act on circuits");
        for (DemoNode node : nodes) {
            System.out.println("Deploy yours:   " + node.asadmin() + " deploy --force path/to/shop.war");
        }
        System.out.println("Ctrl-C stops it.");
        System.out.println();
    }

    private String address(String contextRoot) {
        return "http://localhost:" + settings.httpPort() + "/" + contextRoot + "/";
    }

    /** Of the one server where it is not at its usual address; of several each, for each tells of itself. */
    private String inspectorArguments(List<DemoNode> nodes) {
        if (nodes.size() == 1 && settings.httpPort() == Preflight.DEFAULT_PORT) {
            return "";
        }
        String addresses = nodes.size() == 1
                ? address("quakes")
                : nodes.stream()
                        .map(node -> node.name().replace(' ', '-') + "=" + node.address())
                        .collect(Collectors.joining(" "));
        return " -Dinspector.args=\"" + addresses + "\"";
    }
}
