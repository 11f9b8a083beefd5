package org.cqrsjakarta.client.resteasy;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * Prints what the event source hands on, as lines for the test that has started it: "event", its name, its id and its
 * data; and at last "end" with the reason. After {@code complete} it is closed, unless the second argument says "stay".
 */
public final class Listener {

    private Listener() {}

    /** Reads the stream at the address that is the first argument. */
    public static void main(String... arguments) throws InterruptedException {
        boolean closing = !arguments[1].equals("stay");
        CountDownLatch ended = new CountDownLatch(1);
        try (Client client = ClientBuilder.newClient();
                SseEventSource source =
                        SseEventSource.target(client.target(arguments[0])).build()) {
            source.register(
                    event -> {
                        print(event);
                        if (closing && "complete".equals(event.getName())) {
                            end(ended, "closed at complete");
                        }
                    },
                    failure -> end(ended, "failed: " + failure),
                    () -> end(ended, "closed itself"));
            source.open();
            ended.await();
        }
        System.exit(0);
    }

    private static void end(CountDownLatch ended, String reason) {
        synchronized (ended) {
            if (ended.getCount() > 0) {
                System.out.println("end\t" + reason.replaceAll("\\s", " "));
                ended.countDown();
            }
        }
    }

    private static void print(InboundSseEvent event) {
        String line = String.join("\t", "event", text(event.getName()), text(event.getId()), text(event.readData()));
        System.out.println(line);
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "").replaceAll("[\t\n]", "¶");
    }
}
