package org.cqrsjakarta.it.redeployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Deploys and undeploys an application, again and again, with clients of it, and looks at what stays in the server. */
final class Rounds {

    /** An application without the library. */
    static final String PLAIN = "plain";

    private static final int CLIENTS = 150;

    /** Of the two hundred: they read nothing, so that their responses stand within the server. */
    private static final int DEAF_CLIENTS = 50;

    private static final int PADDING = 8_000;
    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final long PATIENCE_MILLIS = 30_000;
    private static final int PORT = Integer.getInteger("test.http.port");

    /**
     * A thread that is interrupted while it loads a class of the server's is kept by Felix, in a map of locks by the
     * class's name: so it happens in an early round, and not again. The last application that was deployed is kept by
     * GlassFish's ResourceValidator until the next one comes; that is in the first state, too.
     */
    private static final long KEPT_BY_FELIX = 1;

    /** See {@code idle-thread-timeout-seconds} in server-config/glassfish. */
    private static final Duration LONGER_THAN_THREADS_LIVE = Duration.ofSeconds(4);

    private static final int PATIENCE_ASKS = 3;

    /** Connections of clients such as this one, which asks over new ones. */
    private static final long KEPT_ALIVE = 5;

    /** The server's small pools. A thread for each stream would be more, as would one for each of fifty rounds. */
    private static final long BREATHING = 8;

    private static final Pattern OF_SERVERS_POOLS = Pattern.compile(
            "(admin-listener|http-listener-#)\\(#\\)|ForkJoinPool-.*|FelixResolver-#|deployment-jar-scanner");

    /** Three applications' worth: each that stays costs 4.5 MB, two may, and caches of the server's fill up. */
    private static final long HEAP_GROWTH = 15_000_000;

    private static final String LOADER = "org.glassfish.web.loader.WebappClassLoader";

    private final Deployer deployer;

    Rounds(Deployer deployer) {
        this.deployer = deployer;
    }

    /** What looks into the server. */
    static WebArchive probe() {
        return ShrinkWrap.create(WebArchive.class, "probe.war").addClasses(Probe.class, Probe.Root.class);
    }

    /** An application whose streams do not end, by itself or with settings of its own. */
    static WebArchive endless(String name, Map<String, String> settings) {
        return Wars.of(
                name,
                settings,
                Endless.class,
                EndlessSource.class,
                Canary.class,
                ReleaseConfig.class,
                EndlessResource.class,
                EndlessResource.Root.class);
    }

    private record State(long heap, String threads, long sockets, long loaders, long canaries) {

        /** How many threads there are by name, numbers taken out, without those of pools that breathe. */
        Map<String, Long> steadyThreads() {
            return threads.lines()
                    .map(line -> line.split(" ", 2))
                    .filter(line -> !OF_SERVERS_POOLS.matcher(line[1]).matches())
                    .collect(Collectors.toMap(line -> line[1], line -> Long.parseLong(line[0])));
        }
    }

    private static State state(long expectedCanaries) throws Exception {
        // What threads of the server's pools hold goes with them, when they have been idle: so ask seldom.
        long canaries = canaries();
        for (int i = 0; i < PATIENCE_ASKS && canaries > expectedCanaries; i++) {
            LockSupport.parkNanos(LONGER_THAN_THREADS_LIVE.toNanos());
            canaries = canaries();
        }
        return new State(
                Long.parseLong(ask("heap")),
                ask("threads"),
                Long.parseLong(ask("sockets")),
                Long.parseLong(ask("instances/" + LOADER)),
                canaries);
    }

    private static long canaries() throws Exception {
        return Long.parseLong(ask("instances/" + Canary.class.getName()));
    }

    private static String ask(String what) throws IOException, InterruptedException {
        return get("probe/" + what);
    }

    private static String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/" + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }

    /** Gives the state while those are still connected who have read nothing. */
    private State round(String application, long expectedCanaries) throws Exception {
        deployer.deploy(application);
        List<Listener> clients = new ArrayList<>();
        List<Deaf> deaf = new ArrayList<>();
        try {
            if (isOurs(application)) {
                for (int i = 0; i < DEAF_CLIENTS; i++) {
                    deaf.add(new Deaf(PORT, "/" + application + "/numbers?gap=0&padding=" + PADDING));
                }
                awaitStandstill(application);
            }
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Listener(PORT, "/" + application + "/numbers?gap=100"));
            }
            for (Listener client : clients) {
                assertThat(client.awaitItem(PATIENCE_MILLIS)).as(client::text).isTrue();
            }
            deployer.undeploy(application);
            awaitEnds(application, clients);
            closeAll(clients);
            return state(expectedCanaries);
        } finally {
            closeAll(clients);
            closeAll(deaf);
        }
    }

    private static void closeAll(List<? extends AutoCloseable> clients) throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
    }

    /** Until all responses to those who read nothing stand within a write. */
    private static void awaitStandstill(String application) throws Exception {
        long before;
        long now = 0;
        do {
            before = now;
            LockSupport.parkNanos(A_WHILE.toNanos());
            now = Long.parseLong(get(application + "/numbers/padded"));
        } while (now == 0 || now != before);
    }

    private static boolean isOurs(String application) {
        return !application.equals(PLAIN);
    }

    private static void awaitEnds(String application, List<Listener> clients) throws InterruptedException {
        // The plain one does nothing about its clients, and the server leaves them alone.
        if (isOurs(application)) {
            for (Listener client : clients) {
                assertThat(client.awaitEnd(PATIENCE_MILLIS)).as(client::text).isTrue();
            }
        }
    }

    /** Deploys it so often; asserts that the last time has left no more behind than the first. */
    void redeploy(String application, int rounds) throws Exception {
        State first = round(application, 1);
        print(application, 1, first);
        State last = first;
        for (int i = 2; i <= rounds; i++) {
            last = round(application, first.canaries);
            print(application, i, last);
        }
        assertThat(last.canaries)
                .as("loaded classes of the application")
                .isLessThanOrEqualTo(first.canaries + KEPT_BY_FELIX);
        assertThat(last.loaders).as("class loaders of applications").isLessThanOrEqualTo(first.loaders + KEPT_BY_FELIX);
        assertThat(last.sockets).as("sockets").isLessThanOrEqualTo(first.sockets + KEPT_ALIVE);
        assertThat(last.steadyThreads().keySet())
                .as("threads")
                .isSubsetOf(first.steadyThreads().keySet());
        assertThat(last.steadyThreads().keySet()).as("threads of ours").noneMatch(name -> name.startsWith("cqrs"));
        assertThat(sum(last.steadyThreads())).as("threads").isLessThanOrEqualTo(sum(first.steadyThreads()) + BREATHING);
        assertThat(last.heap - first.heap).as("bytes of heap").isLessThan(HEAP_GROWTH);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void print(String application, int round, State state) {
        System.out.printf(
                "%s, round %d: %,d bytes of heap, %d threads, %d sockets, %d class loaders, %d canaries%n",
                application,
                round,
                state.heap,
                sum(state.steadyThreads()),
                state.sockets,
                state.loaders,
                state.canaries);
    }
}
