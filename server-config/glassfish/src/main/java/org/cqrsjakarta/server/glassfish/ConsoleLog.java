package org.cqrsjakarta.server.glassfish;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Writes all that the server says to a file, and to the console what its user wants to see. */
final class ConsoleLog {
    private static final Pattern RECORD = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d[ T]|^\\d\\d:\\d\\d:\\d\\d");
    private static final Pattern WANTED = Pattern.compile("\\b(WARNING|ERROR|SEVERE|org\\.cqrsjakarta)\\b");
    private static final Pattern FRAME = Pattern.compile("^\\t(at |\\.\\.\\. \\d)|^$");

    private final Path file;
    private final PrintStream console;
    private final String sayer;
    private volatile boolean quiet;

    /**
     * For one server.
     *
     * @param sayer what stands before its lines on the console, empty if it is the only one
     */
    ConsoleLog(Path file, PrintStream console, String sayer) {
        this.file = file;
        this.console = console;
        this.sayer = sayer;
    }

    void follow(InputStream server) {
        Thread.ofPlatform().daemon().name("server-log").start(() -> copy(server));
    }

    /** From now on, only the file: what a server that is being stopped complains about concerns nobody. */
    void beQuiet() {
        quiet = true;
    }

    private void copy(InputStream server) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(server, StandardCharsets.UTF_8));
                Writer all = Files.newBufferedWriter(file)) {
            boolean wanted = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.write(line + System.lineSeparator());
                all.flush();
                // A record may have more lines; the calls of a stack trace are in the file.
                if (RECORD.matcher(line).find()) {
                    wanted = WANTED.matcher(line).find();
                }
                if (wanted && !quiet && !FRAME.matcher(line).find()) {
                    console.println(sayer + line);
                }
            }
        } catch (IOException gone) {
            console.println("The server's log ends here: " + gone.getMessage());
        }
    }
}
