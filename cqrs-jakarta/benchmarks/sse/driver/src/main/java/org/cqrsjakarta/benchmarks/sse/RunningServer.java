package org.cqrsjakarta.benchmarks.sse;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A server in a process of its own, which was started here and is stopped here. */
final class RunningServer implements AutoCloseable {

    private static final Duration TIME_TO_START = Duration.ofMinutes(2);
    private static final int START_PATIENCE_MILLIS = 10_000;
    private static final long QUIET_WINDOW_MILLIS = 100;
    private static final double QUIET_SHARE = 0.3;
    private static final int QUIET_WINDOWS = 50;
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    private static final long TIME_TO_STOP_SECONDS = 10;

    private final Process process;
    private final Path log;
    private final int port;
    private ProcessHandle worker;

    private RunningServer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
        worker = process.toHandle();
    }

    /** Starts it; what it prints goes to a file. */
    static RunningServer start(List<String> command, Path log, int port) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new RunningServer(builder.start(), log, port);
    }

    /** Waits until a path answers by events. */
    void awaitAnswer(String path) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!answers(path)) {
            if (!process.isAlive() || System.nanoTime() - start > TIME_TO_START.toNanos()) {
                throw new IOException("It did not start; its log is " + log);
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
        // A script that starts the server's JVM does not work itself: whoever has worked most is the one.
        worker = all().max(Comparator.comparing(RunningServer::cpu)).orElseThrow();
    }

    private boolean answers(String path) {
        try (EventReader reader = new EventReader(port, path, START_PATIENCE_MILLIS)) {
            reader.read(1);
            return reader.events() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** CPU time of its process so far, in nanoseconds, as the operating system accounts it: in hundredths of a second. */
    long cpuNanos() {
        return cpu(worker).toNanos();
    }

    /** Waits until it has noticed that its clients are gone; returns whether it has within five seconds. */
    boolean awaitQuiet() throws InterruptedException {
        for (int i = 0; i < QUIET_WINDOWS; i++) {
            long before = cpuNanos();
            TimeUnit.MILLISECONDS.sleep(QUIET_WINDOW_MILLIS);
            if (cpuNanos() - before < QUIET_SHARE * TimeUnit.MILLISECONDS.toNanos(QUIET_WINDOW_MILLIS)) {
                return true;
            }
        }
        return false;
    }

    private static Duration cpu(ProcessHandle handle) {
        return handle.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    @Override
    public void close() {
        List<ProcessHandle> started = all().toList();
        started.forEach(ProcessHandle::destroy);
        for (ProcessHandle handle : started) {
            try {
                handle.onExit().get(TIME_TO_STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                handle.destroyForcibly();
            } catch (ExecutionException | TimeoutException late) {
                handle.destroyForcibly();
            }
        }
    }
}
