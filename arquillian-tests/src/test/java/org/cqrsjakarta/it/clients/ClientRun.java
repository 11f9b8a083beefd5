package org.cqrsjakarta.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client at work: what it has printed so far. */
final class ClientRun implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 100;
    private static final Pattern NUMBER = Pattern.compile("\\{\"number\":(\\d+)\\}(¶\\{\"number\":\\1\\})*");

    private final String name;
    private final Process process;
    private final Path errors;
    private final CompletableFuture<Void> reading;
    private final List<String[]> lines = new ArrayList<>();

    private ClientRun(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.reading = CompletableFuture.runAsync(
                this::read, read -> Thread.ofVirtual().name(name).start(read));
    }

    static ClientRun of(String name, List<String> command) throws IOException {
        Path errors = Files.createTempFile(name, ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        return new ClientRun(name, process, errors);
    }

    private void read() {
        try (BufferedReader printed = process.inputReader(UTF_8)) {
            for (String line = printed.readLine(); line != null; line = printed.readLine()) {
                synchronized (lines) {
                    lines.add(line.split("\t", -1));
                }
            }
        } catch (IOException e) {
            // It was ended.
        }
    }

    /** All events of one name, each as name, id and data. */
    List<String[]> events(String event) {
        synchronized (lines) {
            return lines.stream()
                    .filter(line -> line[0].equals("event") && line[1].equals(event))
                    .map(line -> new String[] {line[1], line[2], line[3]})
                    .toList();
        }
    }

    /** The numbers of the items, in the order in which they came; -1: one that has none, or more than one. */
    List<Integer> numbers() {
        return events("item").stream()
                .map(event -> {
                    Matcher matcher = NUMBER.matcher(event[2]);
                    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
                })
                .toList();
    }

    /** Positions at which events of this name came with the data of a broken block before their own. */
    List<Integer> patched(String event) {
        return events(event).stream()
                .filter(found -> found[2].contains("¶"))
                .map(found -> Integer.valueOf(found[1].replaceFirst(".*\\.", "")))
                .toList();
    }

    /** Ids of the items. */
    List<String> ids() {
        return events("item").stream().map(event -> event[1]).toList();
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** Waits for its end; gives the reason. */
    String end() throws Exception {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as(() -> name + " has an end; so far " + this)
                .isTrue();
        reading.join();
        synchronized (lines) {
            assertThat(lines).as(this::toString).isNotEmpty();
            return lines.getLast()[0].equals("end") ? lines.getLast()[1] : "ended without a word: " + this;
        }
    }

    /** All that it has printed, and what it has complained of. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        synchronized (lines) {
            lines.forEach(line -> text.append("\n  ").append(String.join(" ", line)));
        }
        try {
            return text.append("\n").append(Files.readString(errors)).toString();
        } catch (IOException e) {
            return text.append("\n").append(e).toString();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        reading.join();
        Files.delete(errors);
    }
}
