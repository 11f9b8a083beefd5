package org.cqrsjakarta.demo.geojson;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The features of a GeoJSON feature collection, one by one. A feature is handed out as soon as its last byte is there:
 * nothing is asked of the source beyond it. For one thread.
 *
 * <p>There is no {@code close}: whoever opened the source closes it, from any thread. The parser is never closed; that
 * would put its buffer back into a pool that others take from, while this reader may still be filling it.
 */
final class FeatureReader {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private final JsonParser parser;
    private final EndMark source;
    private final String where;
    private int features;
    private boolean started;
    private boolean ended;

    /**
     * Prepares to read; reads nothing yet.
     *
     * @param source UTF-8
     * @param where  what the source is, for messages
     */
    FeatureReader(InputStream source, String where) {
        this.source = new EndMark(source);
        this.where = where;
        this.parser = PARSERS.createParser(this.source, StandardCharsets.UTF_8);
    }

    /**
     * Reads the next feature.
     *
     * @return the feature; {@code null} at the end of the collection
     * @throws EOFException           when the source ends before the collection does
     * @throws MalformedFeedException when the source holds anything but a feature collection
     * @throws IOException            as the source threw it
     */
    @Nullable
    JsonObject next() throws IOException {
        try {
            return ended ? null : read();
        } catch (JsonParsingException e) {
            if (source.atEnd) {
                throw endsEarly(e);
            }
            throw malformed(String.valueOf(e.getMessage()), e);
        } catch (NoSuchElementException e) {
            throw endsEarly(e);
        } catch (JsonException e) {
            throw e.getCause() instanceof IOException cause ? cause : malformed(String.valueOf(e.getMessage()), e);
        }
    }

    /** How many features were read so far. */
    int features() {
        return features;
    }

    private @Nullable JsonObject read() throws IOException {
        if (!started) {
            findFeatures();
            started = true;
        }
        var event = parser.next();
        if (event == Event.START_OBJECT) {
            var feature = parser.getObject();
            features++;
            return feature;
        }
        expect(event, Event.END_ARRAY);
        readRest();
        ended = true;
        return null;
    }

    private void findFeatures() throws IOException {
        expect(parser.next(), Event.START_OBJECT);
        for (var event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
            if (parser.getString().equals("features")) {
                expect(parser.next(), Event.START_ARRAY);
                return;
            }
            skipValue();
        }
        throw malformed("it has no \"features\"", null);
    }

    /** To the very last byte, so that an end that is missing is noticed and the connection can be used again. */
    private void readRest() throws IOException {
        for (var event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
            skipValue();
        }
        if (parser.hasNext()) {
            throw malformed("something follows the collection", null);
        }
    }

    /** By hand: Parsson's own {@code skipArray} and {@code skipObject} never return when the source ends in them. */
    private void skipValue() {
        int depth = 0;
        do {
            switch (parser.next()) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                default -> {}
            }
        } while (depth > 0);
    }

    private void expect(Event found, Event expected) throws IOException {
        if (found != expected) {
            throw malformed("found " + found + " where " + expected + " is due", null);
        }
    }

    private MalformedFeedException malformed(String what, @Nullable Throwable cause) {
        var at = parser.getLocation();
        return new MalformedFeedException(
                where + " is not a GeoJSON feature collection, at line " + at.getLineNumber() + ", column "
                        + at.getColumnNumber() + ", after " + features + " quakes: " + what,
                cause);
    }

    private EOFException endsEarly(Exception cause) {
        var early = new EOFException(where + " ends early, after " + features + " quakes");
        early.initCause(cause);
        return early;
    }

    /** Remembers that the source came to its end: the parser reports that like any other wrong character. */
    private static final class EndMark extends InputStream {

        private final InputStream source;
        private boolean atEnd;

        EndMark(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            int read = source.read();
            atEnd |= read < 0;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = source.read(buffer, offset, length);
            atEnd |= read < 0;
            return read;
        }
    }
}
