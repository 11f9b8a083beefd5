package org.cqrsjakarta.demo.geojson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.List;
import org.cqrsjakarta.demo.Quake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuakeReaderTest {

    private static final String HEAD = "{\"type\":\"FeatureCollection\",\"metadata\":{\"count\":[1]},\"features\":[";

    @Test
    void readsTheWholeWeek() throws IOException {
        List<Quake> quakes;
        try (var week = RecordedWeek.open()) {
            quakes = new QuakeReader(week, "week", Quake.LIVE).stream().toList();
        }

        assertThat(quakes).hasSize(1707).doesNotHaveDuplicates();
        assertThat(quakes.getFirst())
                .isEqualTo(new Quake(
                        "ci37868143",
                        Instant.ofEpochMilli(1517966773840L),
                        2,
                        "4km W of Castaic, CA",
                        -118.6671667,
                        34.4945,
                        26.49,
                        Quake.LIVE));
        assertThat(quakes.stream().filter(quake -> quake.magnitude() >= 2.5)).hasSize(297);
        assertThat(quakes.stream().map(Quake::id).distinct()).hasSize(1707);
    }

    @Test
    void replaysTheWeekOldestFirst() throws IOException {
        assertThat(RecordedWeek.features())
                .hasSize(1707)
                .isSortedAccordingTo((a, b) -> Long.compare(Samples.time(a), Samples.time(b)));
    }

    @Test
    void handsOutAQuakeWithoutAskingForTheByteBehindIt() throws IOException {
        var first = bytes(HEAD + Samples.QUAKE);
        var reader = reader(new SequenceInputStream(first, new Failing(new IOException("touched"))));

        assertThat(reader.next()).isNotNull();
        assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessage("touched");
    }

    @Test
    void readsAnEmptyCollection() throws IOException {
        var reader = reader(bytes(HEAD + "],\"bbox\":[1,2]}\n"));

        assertThat(reader.next()).isNull();
        assertThat(reader.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                HEAD,
                HEAD + Samples.QUAKE,
                HEAD + Samples.QUAKE + ",",
                HEAD + Samples.QUAKE + ",{\"type\":\"Fea",
                HEAD + Samples.QUAKE + "]",
                HEAD + Samples.QUAKE + "],\"bbox\":[1"
            })
    void saysThatTheSourceEndsEarly(String text) {
        assertThatThrownBy(() -> readAll(text))
                .isInstanceOf(EOFException.class)
                .hasMessage("the test ends early, after " + (text.contains(Samples.QUAKE) ? 1 : 0) + " quakes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html></html>",
                "[]",
                "{}",
                "{\"features\":{}}",
                HEAD + "1]}",
                HEAD + Samples.QUAKE + ",<html>",
                HEAD + Samples.QUAKE + "<html>",
                HEAD + "]} more"
            })
    void saysThatTheSourceIsNoGeoJson(String text) {
        assertThatThrownBy(() -> readAll(text))
                .isInstanceOf(MalformedFeedException.class)
                .hasMessageStartingWith("the test is not a GeoJSON feature collection, at line 1, column ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mag", "place", "time"})
    void namesThePropertyThatIsMissing(String name) {
        var broken = Samples.QUAKE.replace("\"" + name + "\"", "\"other\"");

        assertThatThrownBy(() -> readAll(HEAD + Samples.QUAKE + "," + broken + "]}"))
                .isInstanceOf(MalformedFeedException.class)
                .hasMessageContaining("Feature 2 of the test: \"/properties/" + name + "\" must be ")
                .hasMessageEndingWith(", but is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"id\":7}", "{\"id\":\"a\",\"properties\":null}", "{\"id\":\"a\",\"properties\":[]}"})
    void refusesAFeatureThatIsNoQuake(String feature) {
        assertThatThrownBy(() -> readAll(HEAD + feature + "]}"))
                .isInstanceOf(MalformedFeedException.class)
                .hasMessageStartingWith("Feature 1 of the test: \"/");
    }

    @Test
    void refusesNumbersThatAreNone() {
        assertThatThrownBy(() -> readAll(HEAD + Samples.QUAKE.replace("\"mag\":5.3", "\"mag\":null") + "]}"))
                .hasMessage("Feature 1 of the test: \"/properties/mag\" must be a number, but is NULL");
        assertThatThrownBy(() -> readAll(HEAD + Samples.QUAKE.replace(",15.18]", "]") + "]}"))
                .hasMessage("Feature 1 of the test: \"/geometry/coordinates/2\" must be a number, but is missing");
    }

    @Test
    void passesOnWhatTheSourceThrows() {
        var timeout = new SocketTimeoutException("too slow");
        var source = new Failing(timeout);

        assertThatThrownBy(() -> reader(source).next()).isSameAs(timeout);
        assertThatThrownBy(() -> reader(source).stream().toList())
                .isInstanceOf(UncheckedIOException.class)
                .hasCause(timeout);
    }

    private static void readAll(String text) throws IOException {
        var reader = reader(bytes(text));
        while (reader.next() != null) {
            // On to the next one.
        }
    }

    private static QuakeReader reader(InputStream source) {
        return new QuakeReader(source, "the test", Quake.LIVE);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static final class Failing extends InputStream {

        private final IOException failure;

        Failing(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            throw failure;
        }
    }
}
