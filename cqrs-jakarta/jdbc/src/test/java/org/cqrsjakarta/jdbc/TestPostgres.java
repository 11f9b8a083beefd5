package org.cqrsjakarta.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real server of this machine on a free port of loopback, with data of its own. */
final class TestPostgres {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path tools;
    private final Path directory;
    private final int port;

    private TestPostgres(Path tools, Path directory, int port) {
        this.tools = tools;
        this.directory = directory;
        this.port = port;
    }

    /** Starts one, or skips the tests that need it. */
    static TestPostgres start() throws IOException, InterruptedException {
        Optional<Path> tools = tools();
        Assumptions.assumeTrue(tools.isPresent(), "no PostgreSQL below " + DEBIAN + "; Debian: apt install postgresql");
        Path directory = Files.createTempDirectory("cqrs-postgres");
        if (isRoot()) {
            run(List.of("chown", "postgres", directory.toString()));
        }
        TestPostgres server = new TestPostgres(tools.get(), directory, freePort());
        server.run("initdb", "-D", server.data(), "-A", "trust", "-U", "test", "--no-sync", "-E", "UTF8");
        String options =
                "-p " + server.port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off";
        String log = directory.resolve("log").toString();
        server.run("pg_ctl", "-D", server.data(), "-l", log, "-w", "-o", options, "start");
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=test";
    }

    void close() throws IOException, InterruptedException {
        run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    /** It refuses to run as root. */
    private void run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(isRoot() ? List.of("runuser", "-u", "postgres", "--") : List.of());
        command.add(tools.resolve(tool).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("cqrs-postgres", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command + ": " + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Optional<Path> tools() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }
}
