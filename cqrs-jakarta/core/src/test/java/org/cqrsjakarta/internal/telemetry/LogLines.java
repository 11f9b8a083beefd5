package org.cqrsjakarta.internal.telemetry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library logs meanwhile; nothing of it reaches the console. */
public final class LogLines extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("org.cqrsjakarta");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines() {}

    public static LogLines begin() {
        LogLines lines = new LogLines();
        LOGGER.addHandler(lines);
        LOGGER.setUseParentHandlers(false);
        return lines;
    }

    /** Each as {@code WARNING CQRS00300: text}. */
    public List<String> all() {
        return List.copyOf(lines);
    }

    public List<String> with(String number) {
        return lines.stream().filter(line -> line.contains(number)).toList();
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getLevel() + " " + line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
