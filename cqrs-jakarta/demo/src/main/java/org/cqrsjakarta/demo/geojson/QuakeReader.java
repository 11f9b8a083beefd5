package org.cqrsjakarta.demo.geojson;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cqrsjakarta.demo.Quake;
import org.jspecify.annotations.Nullable;

/**
 * The quakes in GeoJSON as the USGS writes it, one by one: a quake is handed out as soon as its last byte is there, and
 * none but that one is in memory. For one thread.
 */
public final class QuakeReader {

    private static final JsonPointer ID = Json.createPointer("/id");
    private static final JsonPointer TIME = Json.createPointer("/properties/time");
    private static final JsonPointer MAGNITUDE = Json.createPointer("/properties/mag");
    private static final JsonPointer PLACE = Json.createPointer("/properties/place");
    private static final JsonPointer LONGITUDE = Json.createPointer("/geometry/coordinates/0");
    private static final JsonPointer LATITUDE = Json.createPointer("/geometry/coordinates/1");
    private static final JsonPointer DEPTH = Json.createPointer("/geometry/coordinates/2");

    private final FeatureReader features;
    private final String where;
    private final String source;

    /**
     * Prepares to read; reads nothing yet.
     *
     * @param input  GeoJSON in UTF-8; the caller closes it, from whichever thread
     * @param where  what the input is, for messages
     * @param source becomes {@link Quake#source()}
     */
    public QuakeReader(InputStream input, String where, String source) {
        this.features = new FeatureReader(input, where);
        this.where = where;
        this.source = source;
    }

    /**
     * Reads the next quake.
     *
     * @return the quake; {@code null} at the end
     * @throws java.io.EOFException   when the input ends early
     * @throws MalformedFeedException when the input is no GeoJSON, or a feature lacks what a quake needs
     * @throws IOException            as the input threw it
     */
    public @Nullable Quake next() throws IOException {
        var feature = features.next();
        return feature == null ? null : quake(feature);
    }

    /**
     * The quakes as a stream that is read as it is pulled. What {@link #next} throws comes out of it wrapped in an
     * {@link UncheckedIOException}. Closing it does not close the input.
     *
     * @return sequential, ordered, single use
     */
    public Stream<Quake> stream() {
        return StreamSupport.stream(
                new AbstractSpliterator<Quake>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
                    @Override
                    public boolean tryAdvance(Consumer<? super Quake> action) {
                        try {
                            var quake = next();
                            if (quake == null) {
                                return false;
                            }
                            action.accept(quake);
                            return true;
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                },
                false);
    }

    private Quake quake(JsonObject feature) throws IOException {
        return new Quake(
                field(feature, ID, JsonString.class, "a string").getString(),
                Instant.ofEpochMilli(
                        field(feature, TIME, JsonNumber.class, "a number").longValue()),
                number(feature, MAGNITUDE),
                field(feature, PLACE, JsonString.class, "a string").getString(),
                number(feature, LONGITUDE),
                number(feature, LATITUDE),
                number(feature, DEPTH),
                source);
    }

    private double number(JsonObject feature, JsonPointer pointer) throws IOException {
        return field(feature, pointer, JsonNumber.class, "a number").doubleValue();
    }

    private <T extends JsonValue> T field(JsonObject feature, JsonPointer pointer, Class<T> type, String expected)
            throws IOException {
        JsonValue found = find(feature, pointer);
        if (type.isInstance(found)) {
            return type.cast(found);
        }
        throw new MalformedFeedException(
                "Feature " + features.features() + " of " + where + ": \"" + pointer + "\" must be " + expected
                        + ", but is " + (found == null ? "missing" : found.getValueType()),
                null);
    }

    private static @Nullable JsonValue find(JsonObject feature, JsonPointer pointer) {
        try {
            return pointer.getValue(feature);
        } catch (JsonException e) {
            // There is no other way to ask: containsValue fails too when the path is cut before its last step.
            return null;
        }
    }
}
