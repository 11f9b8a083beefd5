package org.cqrsjakarta.server.glassfish;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The running server: {@code asadmin} in the foreground, and the JVM that it starts. Each process is remembered once
 * seen, because a child whose parent is gone can no longer be found from here.
 */
final class ServerProcess {
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(6);
    private static final Duration TIME_TO_DIE = Duration.ofSeconds(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Process asadmin;
    private final ConsoleLog log;
    private final Set<ProcessHandle> started = ConcurrentHashMap.newKeySet();

    private ServerProcess(Process asadmin, ConsoleLog log) {
        this.asadmin = asadmin;
        this.log = log;
        started.add(asadmin.toHandle());
    }

    static ServerProcess start(Server server, Map<String, String> environment, ConsoleLog log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(server.asadmin().toString(), "start-domain", "--verbose")
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE);
        // The server's scripts would take whatever java comes first on the path.
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        log.follow(process.getInputStream());
        return new ServerProcess(process, log);
    }

    boolean isAlive() {
        lookForChildren();
        return asadmin.isAlive();
    }

    /** Of the JVM, as its user would kill it. */
    long pid() {
        lookForChildren();
        return started.stream()
                .filter(it -> it.isAlive() && it.children().findAny().isEmpty())
                .findFirst()
                .orElseGet(asadmin::toHandle)
                .pid();
    }

    /** Asks everything it started to end, and after a while makes it. */
    void stop() {
        log.beQuiet();
        lookForChildren();
        started.forEach(ProcessHandle::destroy);
        if (!haveEndedWithin(TIME_TO_STOP)) {
            lookForChildren();
            started.forEach(ProcessHandle::destroyForcibly);
            haveEndedWithin(TIME_TO_DIE);
        }
    }

    private void lookForChildren() {
        Set.copyOf(started).forEach(it -> it.descendants().forEach(started::add));
    }

    /** Looks for itself: {@link ProcessHandle#onExit()} notices the end of a grandchild seconds late. */
    private boolean haveEndedWithin(Duration bound) {
        long start = System.nanoTime();
        while (started.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() - start > bound.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return true;
    }
}
