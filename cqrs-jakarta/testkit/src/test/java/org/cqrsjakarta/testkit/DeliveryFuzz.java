package org.cqrsjakarta.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.testkit.Echo.Note;
import org.cqrsjakarta.testkit.Echo.Notes;
import org.cqrsjakarta.testkit.Echo.Texts;

/**
 * Items of any text: what is delivered is read again as what it was, and nothing else is. Bytes stand for items: most of
 * them for one of {@link NastyText#PIECES}, others for any character, for the end of a text or of an item.
 */
public final class DeliveryFuzz {

    /** An application keeps its telemetry, so it does not live for ever. */
    private static final int DELIVERIES_PER_APPLICATION = 2000;

    private static final int END_OF_TEXT = 0xFE;
    private static final int END_OF_ITEM = 0xFF;
    private static final int ANY_CHARACTER = 0xF0;

    private static TestApplication app;
    private static int deliveries;

    private DeliveryFuzz() {}

    /** Called by a fuzzer, on one thread. */
    public static void fuzzerTestOneInput(byte[] data) {
        List<List<String>> texts = texts(data);
        boolean asNotes = data.length > 0 && data[0] % 2 == 0;
        try {
            if (asNotes) {
                List<Note> notes = texts.stream().map(DeliveryFuzz::note).toList();
                Echo.assertThatItArrives(RawDelivery.of(application(), new Notes(notes)), notes);
            } else {
                List<String> items = texts.stream().map(List::getFirst).toList();
                Echo.assertThatItArrives(RawDelivery.of(application(), new Texts(items)), items);
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "The items of " + Base64.getEncoder().encodeToString(data) + " (Base64) do not arrive as they are",
                    e);
        }
    }

    /** Closes the application; the next input starts another one. */
    static void close() {
        if (app != null) {
            app.close();
            app = null;
        }
    }

    private static TestApplication application() {
        if (deliveries++ % DELIVERIES_PER_APPLICATION == 0) {
            close();
        }
        if (app == null) {
            app = Echo.start();
        }
        // Alarms that are due do nothing any more, and are gone.
        app.clock().advance(Duration.ofMillis(1));
        return app;
    }

    private static List<List<String>> texts(byte[] data) {
        List<List<String>> items = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < data.length; i++) {
            int next = data[i] & 0xFF;
            if (next >= END_OF_TEXT) {
                texts.add(text.toString());
                text.setLength(0);
            } else if (next >= ANY_CHARACTER && i + 2 < data.length) {
                text.append((char) ((data[++i] & 0xFF) << 8 | data[++i] & 0xFF));
            } else {
                text.append(NastyText.PIECES.get(next % NastyText.PIECES.size()));
            }
            if (next == END_OF_ITEM) {
                items.add(texts);
                texts = new ArrayList<>();
            }
        }
        texts.add(text.toString());
        items.add(texts);
        return items;
    }

    private static Note note(List<String> texts) {
        Map<String, String> more = new HashMap<>();
        for (int i = 0; i + 1 < texts.size(); i++) {
            more.put(texts.get(i), texts.get(i + 1));
        }
        String title = texts.getFirst();
        return new Note(title, texts, more, 0x9E3779B97F4A7C15L * title.hashCode(), texts.size() % 2 == 0);
    }
}
