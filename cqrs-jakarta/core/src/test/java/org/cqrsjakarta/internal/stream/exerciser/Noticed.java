package org.cqrsjakarta.internal.stream.exerciser;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library logs meanwhile, as far as it matters here; nothing of it reaches the console. */
final class Noticed extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("org.cqrsjakarta");
    private static final String DOES_NOT_COME_OUT = "CQRS00253";

    private final Set<String> deaf = ConcurrentHashMap.newKeySet();
    private final Queue<String> impossible = new ConcurrentLinkedQueue<>();

    static Noticed begin() {
        Noticed noticed = new Noticed();
        LOGGER.addHandler(noticed);
        LOGGER.setUseParentHandlers(false);
        return noticed;
    }

    /** Whether a handler of this stream was left behind. */
    boolean doesNotComeOut(String stream) {
        return deaf.contains(stream);
    }

    /** What must never be thrown. */
    Queue<String> impossible() {
        return impossible;
    }

    static boolean isImpossible(Throwable thrown) {
        return thrown instanceof LinkageError || thrown instanceof IllegalMonitorStateException;
    }

    @Override
    public void publish(LogRecord line) {
        String message = line.getMessage();
        if (message.startsWith(DOES_NOT_COME_OUT)) {
            deaf.add(message.substring(message.indexOf("Stream ") + 7, message.indexOf(": '")));
        }
        if (isImpossible(line.getThrown())) {
            impossible.add(message + ": " + line.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
