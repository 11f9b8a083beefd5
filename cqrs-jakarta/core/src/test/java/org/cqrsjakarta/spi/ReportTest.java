package org.cqrsjakarta.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

    private static Report report(String node, long outcomes, String latest) {
        Duration time = Duration.ofSeconds(1);
        return new Report(
                node,
                new Rules(4, 2, time, 1, time, 1, time),
                0,
                CircuitState.CLOSED,
                Duration.ZERO,
                CircuitState.CLOSED,
                false,
                outcomes,
                latest,
                List.of(),
                false);
    }

    @Test
    void isOfFailuresAndOthers() {
        assertThat(report("one", 9, "FSSF").latest()).isEqualTo("FSSF");
        assertThat(report("one", 9, "").latest()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"f", "FX", "S ", "F,S"})
    void isOfNothingElse(String latest) {
        assertThatThrownBy(() -> report("one", 9, latest))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latest = " + latest + ", allowed: F and S");
    }

    @Test
    void tellsNoMoreThanTheWindowHolds() {
        assertThatThrownBy(() -> report("one", 9, "FFFFF"))
                .hasMessage("latest = FFFFF, allowed: up to outcomes and volume");
        assertThatThrownBy(() -> report("one", 1, "FF")).hasMessage("latest = FF, allowed: up to outcomes and volume");
    }

    @Test
    void isOfANodeThatCanBe() {
        assertThatThrownBy(() -> report("a b", 0, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("node = a b, allowed: 1 to 64 of A-Z a-z 0-9 _ -");
    }
}
