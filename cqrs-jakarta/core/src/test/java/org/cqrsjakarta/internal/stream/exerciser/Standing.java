package org.cqrsjakarta.internal.stream.exerciser;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the threads of a round stand, for whoever has to find out why they do. */
final class Standing {

    private static final int DEPTH = 40;

    private Standing() {}

    static String of(Round round) {
        Stream<Thread> consumers = round.streams.stream().map(ExercisedStream::consumer);
        return Stream.concat(consumers, round.threads.stream())
                .filter(Thread::isAlive)
                .map(Standing::of)
                .collect(Collectors.joining("", "", "\n  all threads: " + dumped()));
    }

    /** File with all threads, those of the machine's clock among them. */
    private static String dumped() {
        try {
            Path file = Files.createTempDirectory("exerciser").resolve("threads.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            return file.toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String of(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .limit(DEPTH)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining("", "\n  " + thread, ""));
    }
}
