package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** An application that delivers what it is asked to, and a client that reads it again. */
final class Echo {

    private static final Jsonb JSONB = JsonbBuilder.create();

    private Echo() {}

    /** Asks for texts. */
    record Texts(List<String> items) implements StreamRequest<String> {}

    /** Asks for notes. */
    record Notes(List<Note> items) implements StreamRequest<Note> {}

    /** An item with several fields. */
    public record Note(String title, List<String> lines, Map<String, String> more, long number, boolean done) {}

    @StreamingHandler
    static class EchoTexts implements StreamingRequestHandler<Texts, String> {
        @Override
        public Stream<String> handle(Texts request) {
            return request.items().stream();
        }
    }

    @StreamingHandler
    static class EchoNotes implements StreamingRequestHandler<Notes, Note> {
        @Override
        public Stream<Note> handle(Notes request) {
            return request.items().stream();
        }
    }

    static TestApplication start() {
        return TestApplication.with(EchoTexts.class, EchoNotes.class).start();
    }

    static String readText(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return ((JsonString) reader.readValue()).getString();
        }
    }

    static Note readNote(String json) {
        return JSONB.fromJson(json, Note.class);
    }

    /** What arrives is the reconnection time, each item once and in order, and the completion: nothing else. */
    static void assertThatItArrives(byte[] stream, List<?> items) {
        List<Frame> frames = ParserFuzz.inPieces(stream, new Random(stream.length), 64);
        assertThat(frames).hasSize(items.size() + 2);
        assertThat(frames.getFirst())
                .isEqualTo(
                        new Frame(List.of(), null, "", null, frames.getFirst().retry()));
        Frame last = frames.getLast();
        String run = last.id().replaceFirst("\\.end$", "");
        for (int i = 0; i < items.size(); i++) {
            assertThatItIs(frames.get(i + 1), run + "." + (i + 1), items.get(i));
        }
        assertThat(last).isEqualTo(new Frame(List.of(), run + ".end", "complete", last.data(), null));
        assertThat(last.data()).startsWith("{\"items\":" + items.size() + ",");
    }

    private static void assertThatItIs(Frame frame, String id, Object item) {
        Frame expected = new Frame(List.of(), id, "item", frame.data(), null);
        Object read = item instanceof String ? readText(frame.data()) : readNote(frame.data());
        if (!frame.equals(expected) || !read.equals(item)) {
            throw new AssertionError("'" + item + "' has arrived as " + frame);
        }
    }
}
