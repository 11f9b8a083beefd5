package org.cqrsjakarta.it.faults;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The threads of streams in this JVM. They are virtual, and stand in no other list than this dump. */
final class StreamThreads {

    private static final Pattern NAME = Pattern.compile("#\\d+ \"cqrs-(stream|response)-.*");

    private StreamThreads() {}

    /** Each with its stack; empty if there is none. */
    static String dump() throws IOException {
        Path directory = Files.createTempDirectory("threads");
        Path file = directory.resolve("dump.txt");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
            return Pattern.compile("\\R\\R")
                    .splitAsStream(Files.readString(file))
                    .map(String::strip)
                    .filter(thread ->
                            NAME.matcher(thread.lines().findFirst().orElse("")).matches())
                    .collect(Collectors.joining("\n\n"));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }
}
