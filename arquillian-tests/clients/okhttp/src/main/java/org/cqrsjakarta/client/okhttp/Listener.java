package org.cqrsjakarta.client.okhttp;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamException;
import java.net.URI;
import java.util.Objects;

/**
 * Prints what the event source hands on, as lines for the test that has started it: "event", its name, its id and its
 * data; and at last "end" with the reason. After {@code complete} it is closed, unless the second argument says "stay".
 * Its error strategy is the one that goes on: with the one that it has by default it ends at the first cut.
 */
public final class Listener {

    private Listener() {}

    /** Reads the stream at the address that is the first argument. */
    public static void main(String... arguments) {
        boolean closing = !arguments[1].equals("stay");
        try (EventSource source = new EventSource.Builder(ConnectStrategy.http(URI.create(arguments[0])))
                .errorStrategy(ErrorStrategy.alwaysContinue())
                .build()) {
            MessageEvent event;
            do {
                event = source.readMessage();
                print(event);
            } while (!closing || !event.getEventName().equals("complete"));
            end("closed at complete");
        } catch (StreamException e) {
            end("failed: " + e);
        }
        System.exit(0);
    }

    private static void end(String reason) {
        System.out.println("end\t" + text(reason));
    }

    private static void print(MessageEvent event) {
        System.out.println(String.join(
                "\t", "event", text(event.getEventName()), text(event.getLastEventId()), text(event.getData())));
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "").replaceAll("[\t\n]", "¶");
    }
}
