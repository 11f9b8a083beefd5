package org.cqrsjakarta.benchmarks.sse;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cqrsjakarta.benchmarks.Figure;
import org.cqrsjakarta.benchmarks.FigureFile;

/** Starts all servers, takes turns of each way in each row, and writes what they have shown. */
final class SseBenchmark {

    /** After the last of the ports of servers. */
    private static final int GLASSFISH_OFFSET = 20;

    private final Form form;
    private final List<Way> ways;
    private final PrintStream out;

    private SseBenchmark(Form form, List<Way> ways, PrintStream out) {
        this.form = form;
        this.ways = ways;
        this.out = out;
    }

    /**
     * Writes {@code sse.json}, {@code sse-clock.json} and {@code sse.txt}.
     *
     * @param arguments {@code quick} or {@code long}, the folder to write to, that of the modules of servers, that of an
     *     unpacked GlassFish, the first of 28 free ports, and what the words of a row contain, or several of
     *     that with semicolons between
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Form form = Form.of(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        int port = Integer.parseInt(arguments[4]);
        List<String> wanted = arguments.length > 5 ? List.of(arguments[5].split(";", -1)) : List.of("");
        List<Row> rows = Rows.all().stream()
                .filter(row -> wanted.stream().anyMatch(row.words()::contains))
                .toList();
        try (Servers servers = new Servers(Path.of(arguments[2]), folder, port)) {
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop-servers"));
            servers.startGlassFish(new GlassFish(Path.of(arguments[3]), port + GLASSFISH_OFFSET));
            servers.startOthers();
            servers.awaitAll();
            Report report = new SseBenchmark(form, servers.ways(), out).run(rows);
            FigureFile.write(report.cpu(), folder.resolve("sse.json"));
            FigureFile.write(report.clock(), folder.resolve("sse-clock.json"));
            Files.writeString(folder.resolve("sse.txt"), report.text());
            out.println();
            out.print(report.text());
        }
    }

    private Report run(List<Row> rows) throws InterruptedException {
        List<Figure> cpu = new ArrayList<>();
        List<Figure> clock = new ArrayList<>();
        for (Way way : ways) {
            attempt(rows.getFirst(), way, () -> rows.getFirst().warmUp(way, form.begin()));
        }
        for (Row row : rows) {
            (row.isCpuTime() ? cpu : clock).addAll(figures(row));
        }
        return new Report(cpu, clock);
    }

    private List<Figure> figures(Row row) throws InterruptedException {
        Map<Way, List<Sample>> samples = new LinkedHashMap<>();
        for (Way way : ways) {
            samples.put(way, new ArrayList<>());
            attempt(row, way, () -> row.warmUp(way, form.warmUp()));
        }
        for (int turn = 0; turn < form.turns(); turn++) {
            // To and fro, so that nobody is always before or behind the same one.
            for (Way way : turn % 2 == 0 ? ways : ways.reversed()) {
                List<Sample> taken = Objects.requireNonNull(samples.get(way), way.who());
                attempt(row, way, () -> taken.addAll(row.turn(way, form)));
            }
        }
        List<Figure> figures = new ArrayList<>();
        samples.forEach((way, taken) -> {
            if (!taken.isEmpty()) {
                Figure figure = Report.figure(row.words(), way.who(), taken);
                out.printf(Locale.ROOT, "%-45s %-40s %,14.0f ns%n", row.words(), way.who(), figure.nanos());
                figures.add(figure);
            }
        });
        return figures;
    }

    /** Who fails in a turn has no figure of it. */
    private void attempt(Row row, Way way, Step step) throws InterruptedException {
        try {
            step.run();
            if (!way.server().awaitQuiet()) {
                out.println(row.words() + ", " + way.who() + ": goes on working for clients that have left");
            }
        } catch (IOException e) {
            out.println(row.words() + ", " + way.who() + ": " + e.getMessage());
        }
    }

    private interface Step {

        void run() throws IOException, InterruptedException;
    }
}
