package org.cqrsjakarta.internal.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r", "\t", "\u0000", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029", "\u202e", "\u200b",
                "\ud800"
            })
    void whatEndsOrHidesALineIsAQuestionMark(String bad) {
        assertThat(OneLine.of("alice" + bad + "CQRS00320: Operator 'bob'"))
                .isEqualTo("alice?CQRS00320: Operator 'bob'");
    }

    @Test
    void namesStayAsTheyAre() {
        assertThat(OneLine.of("Zoë Đặng 🌋 'x'")).isEqualTo("Zoë Đặng 🌋 'x'");
    }

    @Test
    void whatIsLongIsCut() {
        assertThat(OneLine.of("🌋".repeat(100))).isEqualTo("🌋".repeat(100));
        assertThat(OneLine.of("🌋".repeat(101))).isEqualTo("🌋".repeat(100) + "…");
    }
}
