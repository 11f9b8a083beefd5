package org.cqrsjakarta.it.redeployment;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the server's process holds: an application of its own, which stays while others come and go. */
@Path("")
public class Probe {

    private static final Pattern THREAD_NAME = Pattern.compile("\"name\": \"([^\"]+)\"");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int COLLECTIONS = 4;

    /** Puts it at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    /** Live heap in bytes. */
    @GET
    @Path("heap")
    public long heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** Names of all threads, virtual ones included, a line each: with every number taken out, and how many have it. */
    @GET
    @Path("threads")
    public String threads() throws IOException, JMException {
        java.nio.file.Path file = Files.createTempFile("threads", ".json");
        try {
            command("threadDumpToFile", "-overwrite", "-format=json", file.toString());
            return THREAD_NAME
                    .matcher(Files.readString(file))
                    .results()
                    .map(Probe::withoutNumbers)
                    .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .collect(Collectors.joining("\n"));
        } finally {
            Files.delete(file);
        }
    }

    private static String withoutNumbers(MatchResult name) {
        return NUMBER.matcher(name.group(1)).replaceAll("#");
    }

    /** How many sockets the process has. */
    @GET
    @Path("sockets")
    public long sockets() throws IOException {
        try (Stream<java.nio.file.Path> descriptors = Files.list(java.nio.file.Path.of("/proc/self/fd"))) {
            return descriptors.filter(Probe::isSocket).count();
        }
    }

    private static boolean isSocket(java.nio.file.Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** How many live instances there are of all classes of this name, whichever loader they have. */
    @GET
    @Path("instances/{class}")
    public long instances(@PathParam("class") String name) throws JMException {
        // A class that several loaders have has a line for each.
        return command("gcClassHistogram")
                .lines()
                .map(line -> List.of(line.trim().split("\\s+")))
                .filter(columns -> columns.size() > 3 && columns.get(3).equals(name))
                .mapToLong(columns -> Long.parseLong(columns.get(1)))
                .sum();
    }

    private static String command(String operation, String... arguments) throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        operation,
                        new Object[] {arguments},
                        new String[] {String[].class.getName()});
    }
}
