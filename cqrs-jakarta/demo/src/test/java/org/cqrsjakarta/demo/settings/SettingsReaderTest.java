package org.cqrsjakarta.demo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    @Test
    void hasDefaultsForEverything() {
        assertThat(read(Map.of()))
                .isEqualTo(new Settings(
                        Optional.empty(),
                        20,
                        Duration.ofSeconds(5),
                        "java:app/jdbc/quakes",
                        60,
                        Set.of("localhost", "127.0.0.1", "[::1]"),
                        false));
    }

    @Test
    void takesWhatIsSet() {
        var settings = read(Map.of(
                "quakes.feed.url",
                "https://example.org/query?starttime=now-7days",
                "quakes.feed.rate",
                "0",
                "quakes.feed.idle-timeout",
                "PT0.5S",
                "quakes.datasource",
                "jdbc/other",
                "quakes.catalogue.rate",
                "7.5",
                "quakes.hosts",
                "Quakes.example.org, [::1]",
                "quakes.faults.enabled",
                "true"));

        assertThat(settings)
                .isEqualTo(new Settings(
                        Optional.of(URI.create("https://example.org/query?starttime=now-7days")),
                        0,
                        Duration.ofMillis(500),
                        "jdbc/other",
                        7.5,
                        Set.of("quakes.example.org", "[::1]"),
                        true));
    }

    @Test
    void takesABlankValueForNone() {
        assertThat(read(Map.of("quakes.feed.url", " ", "quakes.feed.rate", "")).feedRate())
                .isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "quakes.feed.rate, -1, a number of quakes per second from 0",
        "quakes.feed.rate, abc, a number of quakes per second from 0",
        "quakes.feed.rate, NaN, a number of quakes per second from 0",
        "quakes.feed.rate, Infinity, a number of quakes per second from 0",
        "quakes.catalogue.rate, -1, a number of quakes per second from 0",
        "quakes.hosts, http://localhost, names of hosts without ports",
        "quakes.hosts, localhost:8080, names of hosts without ports",
        "quakes.feed.idle-timeout, 5, an ISO-8601 duration",
        "quakes.feed.idle-timeout, PT0S, an ISO-8601 duration",
        "quakes.feed.idle-timeout, PT-1S, an ISO-8601 duration",
        "quakes.feed.url, ftp://example.org/, an http or https URL",
        "quakes.feed.url, ht tp, an http or https URL",
        "quakes.feed.url, http://user:secret@example.org/, an http or https URL",
        "quakes.faults.enabled, yes, true or false",
    })
    void refusesWhatIsWrongAndSaysWhatIsRight(String name, String found, String right) {
        assertThatThrownBy(() -> read(Map.of(name, found)))
                .isInstanceOf(DeploymentException.class)
                .hasMessageStartingWith("Setting \"" + name + "\" is \"" + found + "\", but must be " + right);
    }

    @Test
    void reportsAllMistakesAtOnce() {
        assertThatThrownBy(() -> read(Map.of("quakes.feed.rate", "abc", "quakes.faults.enabled", "1")))
                .hasMessageContaining("quakes.feed.rate")
                .hasMessageContaining("quakes.faults.enabled");
    }

    private static Settings read(Map<String, String> values) {
        return new SettingsReader(name -> Optional.ofNullable(values.get(name))).read();
    }
}
