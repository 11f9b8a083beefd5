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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ada:s3cret@h/q",
                "https://ada:s3cret@h",
                "north=http://ada:s3cret@h:8080/q",
                "http://ada:s3c/ret@h/q",
                "http://ada:s3c@ret@h/q",
                "http://ada:s3c ret@h/q",
                "http://ada:s3c?ret@h/q",
                "http://s3cret@h/q",
                "http://:s3cret@h",
                "ada:s3cret@h:8080/q",
                "http://ada%3As3cret@h/q",
                "HTTP://ada:s3cret@h/q",
                "ftp://ada:s3cret@h/q",
            })
    void refusesASecretAndDoesNotRepeatIt(String typed) {
        assertThatThrownBy(() -> ServerAddress.parse(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a user or a password")
                .message()
                .doesNotContain("s3c", "ret@");
    }

    @Test
    void doesNotRepeatAQuestionEither() {
        assertThatThrownBy(() -> ServerAddress.parse("http://h/q?token=s3cret"))
                .hasMessageContaining("'http://h/q?…' is no address")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void anAtSignInAPathIsNone() {
        assertThat(ServerAddress.parse("http://h:8080/~ada@home").base())
                .isEqualTo(URI.create("http://h:8080/~ada@home"));
        assertThat(ServerAddress.parse("http://[::1]:8080/a@b").isPrivate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "jar:http://h!/x",
                "javascript://h/x",
                "ws://h/x",
                "http:///x",
                "http://h:0/",
                "http://h:65536/",
                "http://h:99999999999/",
                "http:h",
                "//h/x",
                "http://h#x"
            })
    void refusesWhatIsNoServer(String typed) {
        assertThatThrownBy(() -> ServerAddress.parse(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAreShownAsTheyAre() {
        assertThat(ServerAddress.parse("a\u202Eb\u001B=http://h").name()).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(ServerAddress.parse("x".repeat(500) + "=http://h").name()).hasSize(101);
        assertThat(ServerAddress.parse(" =http://h:81").name()).isEqualTo("h:81");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/q",
                "http://LOCALHOST",
                "http://localhost.",
                "http://q.localhost",
                "http://127.0.0.1",
                "http://127.8.9.10:80/q",
                "http://[::1]:8080/q",
                "http://[0:0:0:0:0:0:0:1]/q",
                "https://far.example/q"
            })
    void whatStaysHereOrIsEncryptedIsPrivate(String address) {
        assertThat(ServerAddress.parse(address).isPrivate()).isTrue();
        assertThat(Credentials.password("ada", "x").exposed(ServerAddress.parse(address)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://far.example/q",
                "http://127.0.0.1.far.example",
                "http://localhost.far.example",
                "http://notlocalhost",
                "http://10.0.0.1",
                "http://[::2]",
                "http://[fe80::1]",
                "http://[2001:db8::1]",
                "http://0.0.0.0"
            })
    void whatGoesOverTheNetInTheOpenIsWarnedOf(String address) {
        ServerAddress far = ServerAddress.parse(address);
        assertThat(Credentials.password("ada", "s3cret").exposed(far))
                .hasValueSatisfying(words -> assertThat(words)
                        .startsWith("The password of ada goes to")
                        .doesNotContain("s3cret"));
        assertThat(Credentials.ticket("s3cret").exposed(far))
                .hasValueSatisfying(
                        words -> assertThat(words).startsWith("The ticket").doesNotContain("s3cret"));
        assertThat(Credentials.NONE.exposed(far)).isEmpty();
    }

    @Test
    void aUserWithAColonIsAPasswordInTheWrongPlace() {
        assertThatThrownBy(() -> Credentials.password("ada:s3cret", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'ada:…'")
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\nX-Header: b", "t\u00fcr", "a\u0000"})
    void aTicketThatIsNoHeaderIsRefusedAndNotRepeated(String ticket) {
        assertThatThrownBy(() -> Credentials.ticket(ticket))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain(ticket);
        assertThat(Credentials.ticket(" abc\n").header()).contains("Bearer abc");
    }
}
