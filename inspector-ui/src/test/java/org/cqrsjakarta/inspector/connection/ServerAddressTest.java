package org.cqrsjakarta.inspector.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/quakes, quakes, http://localhost:8080/quakes",
        "http://localhost:8080/quakes/, quakes, http://localhost:8080/quakes",
        "http://localhost:8080/quakes/api, quakes, http://localhost:8080/quakes/api",
        "https://example.org, example.org, https://example.org",
        "two=http://localhost:8081/quakes, two, http://localhost:8081/quakes",
    })
    void readsWhatIsTyped(String typed, String name, URI base) {
        assertThat(ServerAddress.parse(typed)).isEqualTo(new ServerAddress(name, base));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:8080", "ftp://localhost/x", "http://", "http://a b", "http://h/x?y=1"})
    void saysWhatAnAddressIsLike(String typed) {
        assertThatThrownBy(() -> ServerAddress.parse(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://localhost:8080/quakes");
    }

    @Test
    void looksForTheFeedWhereApplicationsHaveIt() {
        assertThat(ServerAddress.parse("http://h/quakes").feeds())
                .startsWith(
                        URI.create("http://h/quakes/cqrs/telemetry"), URI.create("http://h/quakes/api/cqrs/telemetry"));
        assertThat(ServerAddress.parse("http://h/q/api/cqrs/telemetry").feeds())
                .containsExactly(URI.create("http://h/q/api/cqrs/telemetry"));
    }

    @Test
    void keepsSecretsToItself() {
        assertThat(Credentials.password("ada", "lovelace")).asString().doesNotContain("lovelace");
        assertThat(Credentials.ticket("abc123")).asString().doesNotContain("abc123");
    }
}
