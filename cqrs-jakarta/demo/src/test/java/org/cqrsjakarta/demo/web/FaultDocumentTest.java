package org.cqrsjakarta.demo.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cqrsjakarta.demo.feed.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultDocumentTest {

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrites(Fault.Kind kind) throws BadInputException {
        var fault = new Fault(kind, 20);

        assertThat(parse(FaultDocument.write(fault).toString())).isEqualTo(fault);
    }

    @Test
    void countsFromZeroUnlessToldOtherwise() throws BadInputException {
        assertThat(parse("{\"kind\":\"drop\"}")).isEqualTo(new Fault(Fault.Kind.DROP, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"kind\":\"drop\"",
                "{\"kind\":\"drop\"} x",
                "{\"kind\":\"drop\"}{}",
                "{\"kind\":\"drop\",\"kind\":\"none\"}",
                "kind=drop"
            })
    void refusesBrokenJson(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("The body is not JSON, or has a field twice; it must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"drop\""})
    void refusesJsonThatIsNoObject(String body) {
        assertThatThrownBy(() -> parse(body)).hasMessageStartingWith("The body is JSON of the type ");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'{}', missing",
                "'{\"kind\":null}', '\"null\"'",
                "'{\"kind\":1}', '\"1\"'",
                "'{\"kind\":\"Drop\"}', '\"Drop\"'",
                "'{\"kind\":\"stal\"}', '\"stal\"'"
            })
    void namesTheKindsThatThereAre(String body, String found) {
        assertThatThrownBy(() -> parse(body))
                .hasMessage("Field \"kind\" is " + found + ", but must be one of"
                        + " \"none\", \"refuse\", \"drop\", \"stall\", \"garbage\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "2147483648", "1e99", "null", "true", "\"3\"", "[]"})
    void refusesACountThatIsNone(String count) {
        assertThatThrownBy(() -> parse("{\"kind\":\"drop\",\"afterItems\":" + count + "}"))
                .hasMessageStartingWith("Field \"afterItems\" is ")
                .hasMessageEndingWith(", but must be a whole number from 0 to 2147483647");
    }

    @Test
    void refusesFieldsThatItDoesNotKnow() {
        assertThatThrownBy(() -> parse("{\"kind\":\"drop\",\"after\":1}"))
                .hasMessage("Found the field \"after\", but the only ones known are \"kind\" and \"afterItems\"");
    }

    private static Fault parse(String body) throws BadInputException {
        return FaultDocument.parse(body.getBytes(UTF_8));
    }
}
