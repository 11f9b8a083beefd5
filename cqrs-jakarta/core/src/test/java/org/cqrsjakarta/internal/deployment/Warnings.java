package org.cqrsjakarta.internal.deployment;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library warns of while this is open. */
public final class Warnings extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("org.cqrsjakarta");
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    /** Begins to listen. */
    public Warnings() {
        logger.addHandler(this);
    }

    /** Warnings and errors, oldest first, as they were formatted. */
    public List<String> seen() {
        return List.copyOf(warnings);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(record.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
