package org.cqrsjakarta.demo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.cqrsjakarta.demo.StreamQuakes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MagnitudeParameterTest {

    @Test
    void isOptional() throws BadInputException {
        assertThat(MagnitudeParameter.parse(Map.of())).isEqualTo(StreamQuakes.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.5", "-5", "12", "0", "-0.8", "12.000"})
    void takesADecimalNumber(String text) throws BadInputException {
        assertThat(parse(text)).isEqualTo(StreamQuakes.atLeast(Double.parseDouble(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 2",
                "abc",
                "NaN",
                "Infinity",
                "12.1",
                "-5.01",
                "1e1",
                "0x1p3",
                "2.5d",
                "2,5",
                ".5",
                "5.",
                "+2"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Query parameter minMagnitude is \"" + text
                        + "\", but must be a decimal number from -5 to 12, for instance 2.5");
    }

    @Test
    void leavesToTheMediatorWhereAClientWas() throws BadInputException {
        assertThat(MagnitudeParameter.parse(Map.of("minMagnitude", List.of("1"), "lastEventId", List.of("s.1"))))
                .isEqualTo(StreamQuakes.atLeast(1));
    }

    @Test
    void refusesARepetition() {
        assertThatThrownBy(() -> MagnitudeParameter.parse(Map.of("minMagnitude", List.of("1", "2"))))
                .hasMessage("Found 2 times the query parameter minMagnitude, but one is allowed");
    }

    @Test
    void refusesAnUnknownName() {
        assertThatThrownBy(() -> MagnitudeParameter.parse(Map.of("minmagnitude", List.of("1"))))
                .hasMessage("Found the query parameter \"minmagnitude\", but the only one known is minMagnitude");
    }

    @Test
    void quotesNoMoreThanAHumanReads() {
        assertThatThrownBy(() -> parse("9".repeat(5000)))
                .hasMessageContaining("\"" + "9".repeat(40) + "…\" (5000 characters)")
                .message()
                .hasSizeLessThan(200);
    }

    private static StreamQuakes parse(String value) throws BadInputException {
        return MagnitudeParameter.parse(Map.of("minMagnitude", List.of(value)));
    }
}
