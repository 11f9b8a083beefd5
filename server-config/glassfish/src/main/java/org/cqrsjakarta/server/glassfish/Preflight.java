package org.cqrsjakarta.server.glassfish;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Why the demo could not run, said before anything is built. It refers to no other file of ours, for it is run from its
 * source. Arguments: the folder that Maven was started in, the file for the rule by which Maven goes on or ends.
 */
final class Preflight {
    /** Where the demo is unless another port is asked for. */
    static final int DEFAULT_PORT = 8080;

    /** What the demo's own WAR is called. */
    static final String DEMO = "quakes.war";

    private static final String HTTP_PORT = "http.port";
    private static final String WAR = "war";
    private static final String NODES = "nodes";
    private static final int MOST_NODES = 9;
    private static final String SUFFIX = ".war";
    private static final int LAST_PORT = 65_535;

    private Preflight() {}

    public static void main(String[] args) throws IOException {
        List<String> problems = problems(System.getenv(), Path.of(args[0]));
        rule(problems, Path.of(args[1]));
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    /** All that is wrong, each in a sentence of its own; empty if the demo can run. */
    static List<String> problems(Map<String, String> environment, Path folder) {
        List<String> problems = new ArrayList<>();
        try {
            int port = port(environment);
            if (!isFree(port)) {
                problems.add("Port " + port
                        + " is in use: stop what listens there, or choose another one with -Dhttp.port="
                        + otherThan(port));
            }
        } catch (IllegalArgumentException noPort) {
            problems.add(noPort.getMessage());
        }
        try {
            nodes(environment);
        } catch (IllegalArgumentException noNumber) {
            problems.add(noNumber.getMessage());
        }
        Map<String, Path> named = new TreeMap<>(Map.of(DEMO, Path.of("the demo itself")));
        for (Path war : wars(environment, folder)) {
            whyNoWar(war).ifPresentOrElse(problems::add, () -> {
                Path other = named.putIfAbsent(name(war).toLowerCase(Locale.ROOT), war);
                if (other != null) {
                    problems.add("-Dwar: " + war + " has the name of " + other
                            + ", and the name is the application's address: rename one of them");
                }
            });
        }
        return problems;
    }

    /**
     * The port that was asked for.
     *
     * @throws IllegalArgumentException if it is none
     */
    static int port(Map<String, String> environment) {
        String text = environment.getOrDefault(HTTP_PORT, Integer.toString(DEFAULT_PORT));
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            // The same answer as for a number that is out of range.
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no port: -D" + HTTP_PORT + " takes a number from 1 to " + LAST_PORT);
    }

    /**
     * On how many servers the demo is to run: 1 unless more were asked for.
     *
     * @throws IllegalArgumentException if what was asked for is no number, or none that this machine could bear
     */
    static int nodes(Map<String, String> environment) {
        String text = environment.getOrDefault(NODES, "1");
        if (text.matches("[1-" + MOST_NODES + "]")) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no number of servers: -D" + NODES + " takes a number from 1 to " + MOST_NODES);
    }

    /** The applications that were asked for beside the demo, in that order. */
    static List<Path> wars(Map<String, String> environment, Path folder) {
        return Stream.of(environment.getOrDefault(WAR, "").split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> folder.resolve(text).normalize())
                .toList();
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Otherwise a port counts as taken for a minute after its last connection.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * Writes what Maven's enforcer reads: with problems a rule that fails with them, for an error of this process' own
     * would end below an explanation of Maven's.
     */
    static void rule(List<String> problems, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String rule = problems.isEmpty()
                ? "<alwaysPass/>"
                : "<requireProperty><property>never.set</property><message>" + escaped(String.join("\n", problems))
                        + "</message></requireProperty>";
        Files.writeString(file, "<enforcer><rules>" + rule + "</rules></enforcer>");
    }

    private static Optional<String> whyNoWar(Path war) {
        if (Files.isDirectory(war)) {
            return Optional.of("-Dwar: " + war + " is a folder; the WAR is a file that ends in " + SUFFIX);
        }
        if (Files.notExists(war)) {
            return Optional.of("-Dwar: there is no file " + war);
        }
        if (!name(war).toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
            return Optional.of("-Dwar: " + war + " is no WAR, for its name does not end in " + SUFFIX);
        }
        try (ZipFile zip = new ZipFile(war.toFile())) {
            return zip.size() > 0
                    ? Optional.empty()
                    : Optional.of("-Dwar: " + war + " is no WAR, for nothing is in it");
        } catch (ZipException noArchive) {
            return Optional.of("-Dwar: " + war + " is no WAR, for it is no ZIP archive: " + noArchive.getMessage());
        } catch (IOException unreadable) {
            return Optional.of("-Dwar: " + war + " cannot be read: " + unreadable);
        }
    }

    private static String name(Path war) {
        return String.valueOf(war.getFileName());
    }

    private static int otherThan(int port) {
        int other = port;
        do {
            other = other == LAST_PORT ? 1024 : other + 1;
        } while (!isFree(other));
        return other;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("$", "&#36;");
    }
}
