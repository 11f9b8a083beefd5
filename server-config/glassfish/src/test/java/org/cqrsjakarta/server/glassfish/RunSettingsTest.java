package org.cqrsjakarta.server.glassfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunSettingsTest {

    @Test
    void faultsAreOnUnlessSwitchedOff() {
        assertThat(RunSettings.from(Map.of()).systemProperties()).containsEntry("quakes.faults.enabled", "true");
        assertThat(RunSettings.from(Map.of("quakes.faults.enabled", "false")).systemProperties())
                .containsEntry("quakes.faults.enabled", "false");
    }

    @Test
    void settingsOfTheDemoAndTheLibraryGoOnAndNothingElseDoes() {
        RunSettings settings = RunSettings.from(
                Map.of("quakes.feed.rate", "0", "cqrs.sse.heartbeat", "PT1S", "http.port", "9090", "PATH", "/bin"));
        assertThat(settings.systemProperties())
                .containsOnly(
                        Map.entry("quakes.faults.enabled", "true"),
                        Map.entry("quakes.feed.rate", "0"),
                        Map.entry("cqrs.sse.heartbeat", "PT1S"));
        assertThat(settings.httpPort()).isEqualTo(9090);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "0", "65536", "-1"})
    void whatIsNoPortIsRefusedWithTheRange(String port) {
        assertThatThrownBy(() -> RunSettings.from(Map.of("http.port", port)))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("\"" + port + "\"")
                .hasMessageContaining("1 to 65535");
    }
}
