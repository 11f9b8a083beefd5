package org.cqrsjakarta.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs all benchmarks, ours and those of others side by side, and writes what they have shown. */
public final class Benchmarks {

    private static final TimeValue TURN = TimeValue.seconds(1);

    private final Form form;
    private final PrintStream out;

    private Benchmarks(Form form, PrintStream out) {
        this.form = form;
        this.out = out;
    }

    /**
     * Writes {@code benchmarks.json} and {@code benchmarks.txt}.
     *
     * @param arguments {@code quick} or {@code long}, and the folder to write to
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<Figure> figures = new Benchmarks(Form.of(arguments[0]), out).run();
        String table = new Table(figures).text();
        FigureFile.write(figures, folder.resolve("benchmarks.json"));
        Files.writeString(folder.resolve("benchmarks.txt"), table);
        out.println();
        out.print(table);
    }

    private List<Figure> run() throws RunnerException {
        List<Figure> figures = new ArrayList<>();
        for (Work work : Work.values()) {
            figures.addAll(run(work, work.ours(), form.ourWarmUp()));
            figures.addAll(run(work, work.peers(), form.peersWarmUp()));
        }
        return figures;
    }

    private List<Figure> run(Work work, String benchmarks, int warmUp) throws RunnerException {
        var options = new OptionsBuilder()
                .include(benchmarks)
                .forks(form.forks())
                .warmupIterations(warmUp)
                .warmupTime(TURN)
                .measurementIterations(form.turns())
                .measurementTime(TURN)
                .jvmArgsAppend("-Xms1g", "-Xmx1g")
                .addProfiler(CpuTimeProfiler.class)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        List<Figure> figures = figures(work, new Runner(options));
        figures.forEach(figure -> out.println(figure.line()));
        return figures;
    }

    private static List<Figure> figures(Work work, Runner runner) throws RunnerException {
        Collection<RunResult> results;
        try {
            results = runner.run();
        } catch (NoBenchmarksException e) {
            // There is nobody else who does it.
            results = List.of();
        }
        return results.stream().map(result -> Figure.of(work, result)).toList();
    }
}
