package org.cqrsjakarta.internal.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachedTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65_536, Long.MAX_VALUE})
    void isReadAsItWasWritten(long next) {
        Reached reached = new Reached("r1", next);
        assertThat(Reached.parse(reached.id())).contains(reached);
    }

    @Test
    void isTheRecorderAndANumber() {
        assertThat(new Reached("0a1b", 12).id()).isEqualTo("0a1b.12");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                ".",
                "r1",
                "r1.",
                "r1.x",
                "r1.-1",
                "r1.1.5x",
                "r1. 1",
                "12",
                "r1.9223372036854775808",
                "r1.1e3"
            })
    void whatIsNoneIsNone(String id) {
        assertThat(Reached.parse(id)).isEmpty();
    }
}
