package org.cqrsjakarta.internal.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library warns of while this is open. */
final class Warnings extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("org.cqrsjakarta");
    private final List<String> warnings = new ArrayList<>();

    Warnings() {
        logger.addHandler(this);
    }

    List<String> seen() {
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
