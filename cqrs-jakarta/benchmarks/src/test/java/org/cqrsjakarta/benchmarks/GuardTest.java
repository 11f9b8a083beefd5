package org.cqrsjakarta.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That nothing costs more, unseen, than is written in {@code allowed.txt}: bytes exactly where no threads wait for
 * each other, CPU time beside a peer's in the same run. No time as such decides.
 */
class GuardTest {

    private static final long MINUTES = 10;

    @TempDir
    Path folder;

    @Test
    void allocatesWhatIsWritten() throws Exception {
        Map<String, Allowed> allowed = Allowed.byRow();
        Map<String, Double> measured = measured(AllocationMeter.class, "-XX:TieredStopAtLevel=1");
        assertThat(measured.keySet()).isEqualTo(allowed.keySet());
        SoftAssertions.assertSoftly(all ->
                measured.forEach((row, bytes) -> all.assertThat(allowed.get(row).includes(bytes.longValue()))
                        .as(
                                "%s allocates %,d bytes, and %,d to %,d are written",
                                row,
                                bytes.longValue(),
                                allowed.get(row).least(),
                                allowed.get(row).most())
                        .isTrue()));
    }

    @Test
    void takesNotMuchMoreBesideItsPeerThanIsWritten() throws Exception {
        Map<String, Allowed> allowed = Allowed.byRow();
        Map<String, Double> measured = measured(RatioMeter.class, "-XX:+TieredCompilation");
        assertThat(measured.keySet()).isEqualTo(allowed.keySet());
        SoftAssertions.assertSoftly(all ->
                measured.forEach((row, ratio) -> all.assertThat(allowed.get(row).isWithinBound(ratio))
                        .as(
                                "%s takes %.1f times what its peer takes, and %.1f are written",
                                row, ratio, allowed.get(row).ratio())
                        .isTrue()));
    }

    /** In a JVM of its own, in which nothing else has run. */
    private Map<String, Double> measured(Class<?> meter, String option) throws Exception {
        Path lines = folder.resolve("lines");
        Process measuring = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-Xms512m",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        meter.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(lines.toFile())
                .start();
        try {
            assertThat(measuring.waitFor(MINUTES, TimeUnit.MINUTES)).as("ended").isTrue();
            assertThat(measuring.exitValue()).isZero();
        } finally {
            measuring.destroyForcibly();
        }
        Map<String, Double> measured = new LinkedHashMap<>();
        for (String line : Files.readAllLines(lines, StandardCharsets.UTF_8)) {
            System.out.println(line);
            String[] columns = line.split(" ");
            if (columns[0].equals("row")) {
                measured.put(columns[1], Double.valueOf(columns[2]));
            }
        }
        return measured;
    }
}
