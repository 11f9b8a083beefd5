package org.cqrsjakarta.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cqrsjakarta.internal.config.PropertyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRulesTest {

    private final List<String> complaints = new ArrayList<>();

    private HttpRules rules(Map<String, String> properties) {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return HttpRules.from(new PropertyReader(
                config,
                (property, found, required) -> complaints.add(property + " is " + found + ", required: " + required)));
    }

    @Test
    void admitsNobodyAndLimitsUnlessToldOtherwise() {
        assertThat(rules(Map.of())).isEqualTo(new HttpRules(Set.of(), 65_536, 2_048));
        assertThat(complaints).isEmpty();
    }

    @Test
    void readsWhatIsSet() {
        assertThat(rules(Map.of(
                        "cqrs.http.origins", "https://app.example.org, http://localhost:3000,",
                        "cqrs.http.body-limit", "3000000000",
                        "cqrs.http.query-limit", " 1 ")))
                .isEqualTo(
                        new HttpRules(Set.of("https://app.example.org", "http://localhost:3000"), 3_000_000_000L, 1));
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a",
                "https://app.example.org",
                "https://app.example.org:8443",
                "https://app.example.org:80",
                "http://app.example.org:443",
                "http://127.0.0.1:65535",
                "https://xn--bcher-kva.example",
                "http://[::1]:3000"
            })
    void takesExactOrigins(String origin) {
        assertThat(rules(Map.of("cqrs.http.origins", origin)).origins()).containsExactly(origin);
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "https://*.example.org",
                "https://*",
                "https://app.example.org/",
                "https://app.example.org/path",
                "https://app.example.org?query",
                "https://app.example.org#fragment",
                "https://user@app.example.org",
                "https://App.example.org",
                "HTTPS://app.example.org",
                "https://app.example.org:443",
                "http://app.example.org:80",
                "https://app.example.org:",
                "https://app.example.org:0",
                "https://app.example.org:65536",
                "https://app.example.org.",
                "https://.example.org",
                "https://-app.example.org",
                "https://app.example.org\r\nX: y",
                "https://bücher.example",
                "https://",
                "ftp://app.example.org",
                "app.example.org",
                "https://app.example.org https://other.example.org"
            })
    void refusesWhatNoBrowserSendsAndEverythingWithItThatItStandsBeside(String origin) {
        HttpRules rules = rules(Map.of("cqrs.http.origins", "https://good.example.org," + origin));
        assertThat(rules.origins()).isEmpty();
        assertThat(complaints)
                .singleElement()
                .asString()
                .contains("cqrs.http.origins is https://good", origin)
                .contains("exact origins");
    }

    @ParameterizedTest
    @CsvSource({
        "cqrs.http.body-limit, 0, 65536",
        "cqrs.http.body-limit, 64K, 65536",
        "cqrs.http.body-limit, -1, 65536",
        "cqrs.http.query-limit, 0, 2048",
        "cqrs.http.query-limit, unlimited, 2048"
    })
    void refusesALimitThatIsNone(String property, String found, long fallback) {
        HttpRules rules = rules(Map.of(property, found));
        assertThat(complaints)
                .containsExactly(
                        property + " is " + found + ", required: a whole number of 1 or more such as " + fallback);
        assertThat(rules).isEqualTo(new HttpRules(Set.of(), 65_536, 2_048));
    }
}
