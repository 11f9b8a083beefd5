package org.cqrsjakarta.it.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of streams that are not the client's own, or not what it asks for, or none at all. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ForeignIdIT {

    @ArquillianResource
    private URL base;

    private Library library;

    @Deployment(testable = false)
    static WebArchive war() {
        return Library.war("foreign", Map.of());
    }

    @BeforeEach
    void reach() {
        library = new Library(base);
    }

    @Test
    void anotherUsersIdIsAsGoodAsNone() throws Exception {
        Pages book = new Pages("sanditon", 30, 20);
        String last =
                library.begin(book, 5, "Authorization", Users.ADA).getLast().id();
        Library.assertAnew(library.resume(book, last, "Authorization", Users.BOB), last, book);
        Library.assertAnew(library.resume(book, last), last, book);
    }

    @Test
    void soIsAnIdOfAnotherRequest() throws Exception {
        String last = library.begin(new Pages("emma", 200, 4), 5).getLast().id();
        Pages other = new Pages("emma", 30, 4);
        Library.assertAnew(library.resume(other, last), last, other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "no id at all",
                "../../etc/passwd",
                "<script>alert(1)</script>",
                "%s.0",
                "%s.-1",
                "%s.1000",
                "%s.999999999999999999999",
                "%s.5 ",
                "%s.5.5",
                "%s."
            })
    void soIsAMalformedOneOrOneThatIsAhead(String form) throws Exception {
        Pages book = new Pages("lady-susan", 30, 4);
        String last = library.begin(book, 5).getLast().id();
        String id = form.replace("%s", last.substring(0, last.lastIndexOf('.')));
        if (form.endsWith(" ")) {
            // White space around a header's value does not belong to it (RFC 9110, chapter 5.5).
            assertThat(Library.data(library.resume(book, id))).isEqualTo(Library.from(6, book));
        } else {
            Library.assertAnew(library.resume(book, id), "none", book);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 4_000, 8_192, 100_000})
    void soIsALongOneUnlessTheServerRefusesIt(int length) throws Exception {
        Pages book = new Pages("juvenilia", 10, 0);
        HttpRequest request = HttpRequest.newBuilder(library.uri(book))
                .header("Last-Event-ID", "a".repeat(length - 2) + ".5")
                .timeout(Duration.ofSeconds(30))
                .build();
        int opened = library.account().opened();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                assertThat(answer.body()).contains("\"juvenilia 1\"", "event: complete");
            } else {
                assertThat(length).isGreaterThan(8_000);
                assertThat(answer.statusCode()).isBetween(400, 499);
                assertThat(answer.body()).doesNotContain("cqrs", "Exception", "\tat ");
                assertThat(library.account().opened()).isEqualTo(opened);
            }
        } catch (IOException e) {
            // The server has closed the connection without a word, which is its right.
            assertThat(length).isGreaterThan(8_000);
            assertThat(library.account().opened()).isEqualTo(opened);
        }
    }
}
