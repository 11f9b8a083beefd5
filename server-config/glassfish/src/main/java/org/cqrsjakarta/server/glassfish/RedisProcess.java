package org.cqrsjakarta.server.glassfish;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Redis on a free port of loopback, in memory only, from one of the executables of the embedded-redis project. */
final class RedisProcess {

    private static final int MOST_LOOKS = 100;
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    private static final long TIME_TO_STOP_SECONDS = 2;

    private final Process process;
    private final int port;

    private RedisProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one, and waits until it answers.
     *
     * @param executables a folder of them, whose names end in the system and the processor that they are for
     * @param log         where it prints to
     * @throws CannotRunException if there is none for this machine, or it does not start
     */
    static RedisProcess start(Path executables, Path log) throws IOException, InterruptedException {
        Path executable =
                executableFor(executables, System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        if (!executable.toFile().setExecutable(true)) {
            throw new CannotRunException(executable + " cannot be made executable");
        }
        int port = freePort();
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        executables.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RedisProcess redis = new RedisProcess(process, port);
        for (int looks = 0; !redis.answers(); looks++) {
            if (!process.isAlive() || looks == MOST_LOOKS) {
                redis.stop();
                throw new CannotRunException("Redis did not start; its log is " + log);
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return redis;
    }

    /** Chooses among {@code redis-server-6.2.7-linux-arm64} and the like. */
    static Path executableFor(Path executables, String system, String processor) throws IOException {
        String name = system.toLowerCase(Locale.ROOT);
        String of = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
        String by = switch (processor) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> processor;
        };
        try (Stream<Path> all = Files.list(executables)) {
            List<Path> fitting = all.filter(path ->
                            path.getFileName().toString().matches("redis-server-.*-" + of + "-" + by + "(\\.exe)?"))
                    .toList();
            if (fitting.isEmpty()) {
                throw new CannotRunException("There is no Redis for " + system + " on " + processor
                        + " among those that come with the build; start one yourself, and say where by -Dcqrs.redis.uri="
                        + "redis://localhost:6379");
            }
            return fitting.getFirst();
        }
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(TIME_TO_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
