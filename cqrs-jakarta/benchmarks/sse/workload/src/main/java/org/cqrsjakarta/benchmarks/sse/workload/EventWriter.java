package org.cqrsjakarta.benchmarks.sse.workload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Writes events as bytes, for who has no encoder of Server-Sent Events. */
public final class EventWriter {

    private static final byte[] ITEM = bytes("event: item\ndata: ");
    private static final byte[] ID = bytes("\nid: " + Workload.id(0).replaceFirst("0$", ""));
    private static final byte[] END = bytes("\n\n");

    private final Workload workload;
    private final Function<Reading, String> json;
    private final OutputStream out;
    private final byte[] text;

    /**
     * @param json encodes a reading
     * @param out  where events go; each is written in parts, so it had better collect them
     */
    public EventWriter(Workload workload, Function<Reading, String> json, OutputStream out) {
        this.workload = workload;
        this.json = json;
        this.out = out;
        text = bytes(workload.quotedText());
    }

    /**
     * Writes the whole stream.
     *
     * @param flushingEach whether every event is flushed; when the stream is paced, each is in any case
     */
    public void writeAll(boolean flushingEach) throws IOException {
        writeAll(flushingEach, workload.pace()::await);
    }

    /**
     * Writes the whole stream.
     *
     * @param due returns when the next event is due
     */
    public void writeAll(boolean flushingEach, Runnable due) throws IOException {
        boolean flushing = flushingEach || workload.isPaced();
        for (int number = 1; number <= workload.events(); number++) {
            due.run();
            write(number);
            if (flushing) {
                out.flush();
            }
        }
        out.flush();
    }

    private void write(int number) throws IOException {
        out.write(ITEM);
        out.write(workload.json() ? bytes(json.apply(Reading.at(number))) : text);
        out.write(ID);
        out.write(bytes(Integer.toString(number)));
        out.write(END);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
