package org.cqrsjakarta.server.glassfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RunSettingsTest {

    private static final RandomGenerator ZEROS = () -> 0;

    private static RunSettings from(Map<String, String> environment) {
        return RunSettings.from(environment, ZEROS);
    }

    @Test
    void faultsAreOnUnlessSwitchedOff() {
        assertThat(from(Map.of()).systemProperties()).containsEntry("quakes.faults.enabled", "true");
        assertThat(from(Map.of("quakes.faults.enabled", "false")).systemProperties())
                .containsEntry("quakes.faults.enabled", "false");
    }

    @Test
    void settingsOfTheDemoAndTheLibraryGoOnAndNothingElseDoes() {
        RunSettings settings = from(
                Map.of("quakes.feed.rate", "0", "cqrs.sse.heartbeat", "PT1S", "http.port", "9090", "PATH", "/bin"));
        assertThat(settings.systemProperties())
                .containsOnly(
                        Map.entry("quakes.faults.enabled", "true"),
                        Map.entry("quakes.feed.rate", "0"),
                        Map.entry("cqrs.inspector.enabled", "true"),
                        Map.entry("cqrs.inspector.open", "true"),
                        Map.entry("cqrs.sse.heartbeat", "PT1S"));
        assertThat(settings.httpPort()).isEqualTo(9090);
    }

    @Test
    void theOperatorsPasswordIsAnotherOneAtEachStartUnlessItIsGiven() {
        assertThat(from(Map.of()).operatorPassword()).isEqualTo("000000000000");
        assertThat(RunSettings.from(Map.of(), () -> -1).operatorPassword()).isEqualTo("ffffffffffff");
        assertThat(from(Map.of("quakes.operator.password", "mine")).operatorPassword())
                .isEqualTo("mine");
        assertThat(from(Map.of("QUAKES_OPERATOR_PASSWORD", "mine")).operatorPassword())
                .isEqualTo("mine");
    }

    @Test
    void theOperatorsPasswordGoesOnWhereNobodyElseReadsIt() {
        RunSettings settings = from(Map.of("quakes.operator.password", "mine"));
        assertThat(settings.systemProperties()).doesNotContainValue("mine");
        assertThat(settings.environment()).containsExactly(Map.entry("QUAKES_OPERATOR_PASSWORD", "mine"));
    }
}
