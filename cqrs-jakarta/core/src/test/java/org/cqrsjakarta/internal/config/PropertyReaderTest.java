package org.cqrsjakarta.internal.config;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyReaderTest {

    private final List<String> complaints = new ArrayList<>();

    private PropertyReader reader(Map<String, String> properties) {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return new PropertyReader(
                config,
                (property, found, required) -> complaints.add(property + " is " + found + ", required: " + required));
    }

    private PropertyReader having(String value) {
        return reader(Map.of("a", value));
    }

    @Test
    void whatIsNotThereHasItsDefault() {
        PropertyReader reader = reader(Map.of());
        assertThat(reader.text("a")).isEmpty();
        assertThat(reader.truth("a", true)).isTrue();
        assertThat(reader.truth("a", false)).isFalse();
        assertThat(reader.duration("a", "PT3S")).isEqualTo(ofSeconds(3));
        assertThat(reader.durationOrZero("a", "PT3S")).isEqualTo(ofSeconds(3));
        assertThat(reader.positive("a", 3)).isEqualTo(3);
        assertThat(reader.positiveLong("a", 3)).isEqualTo(3);
        assertThat(reader.powerOfTwo("a", 4)).isEqualTo(4);
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatIsEmptyIsNotThere() {
        assertThat(having("").truth("a", true)).isTrue();
        assertThat(having("").text("a")).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "' true ', true"})
    void readsATruth(String written, boolean truth) {
        assertThat(having(written).truth("a", !truth)).isEqualTo(truth);
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1", "on", "truely"})
    void refusesWhatIsNeitherTrueNorFalse(String written) {
        assertThat(having(written).truth("a", true)).isTrue();
        assertThat(having(written).truth("a", false)).isFalse();
        assertThat(complaints).containsOnly("a is " + written + ", required: true or false");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1024, 65_536, 1 << 24})
    void readsAPowerOfTwo(int power) {
        assertThat(having(" " + power + " ").powerOfTwo("a", 4)).isEqualTo(power);
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1000, 65_535, 1 << 25, 1 << 30, Integer.MAX_VALUE})
    void refusesWhatIsNoPowerOfTwoThatFits(int number) {
        assertThat(having("" + number).powerOfTwo("a", 4)).isEqualTo(4);
        assertThat(complaints)
                .containsExactly("a is " + number + ", required: a power of two, at most 16777216, such as 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-4", "four", "64K", "2147483648"})
    void refusesOnceWhatIsNoNumberAtAll(String written) {
        assertThat(having(written).powerOfTwo("a", 4)).isEqualTo(4);
        assertThat(having(written).positive("b", 4)).isEqualTo(4);
        assertThat(complaints).containsExactly("a is " + written + ", required: a whole number of 1 or more such as 4");
    }

    @Test
    void readsALongNumber() {
        assertThat(having("2147483648").positiveLong("a", 1)).isEqualTo(2_147_483_648L);
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT1S, PT1S", "' PT0.5S', PT0.5S", "PT2M, PT120S"})
    void readsADuration(String written, Duration duration) {
        assertThat(having(written).duration("a", "PT3S")).isEqualTo(duration);
        assertThat(having(written).durationOrZero("a", "PT3S")).isEqualTo(duration);
        assertThat(complaints).isEmpty();
    }

    @Test
    void noTimeAtAllIsADurationWhereThatIsSaid() {
        assertThat(having("PT0S").durationOrZero("a", "PT3S")).isZero();
        assertThat(complaints).isEmpty();
        assertThat(having("PT0S").duration("a", "PT3S")).isEqualTo(ofSeconds(3));
        assertThat(complaints)
                .containsExactly(
                        "a is PT0S, required: an ISO-8601 duration longer than 0, at most 36500 days, such as PT3S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "5s", "5", "PT876001H", "PT9999999999999999H"})
    void refusesWhatIsNoDuration(String written) {
        assertThat(having(written).durationOrZero("a", "PT3S")).isEqualTo(ofSeconds(3));
        assertThat(complaints)
                .containsExactly("a is " + written
                        + ", required: an ISO-8601 duration of 0 or more, at most 36500 days, such as PT3S");
    }
}
