package org.cqrsjakarta.it.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URL;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about security, each sentence as a test that fails when its protection is taken out. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SecurityIT {

    private static final String LISTED = "https://app.example.org";
    private static final String UNLISTED = "https://evil.example";
    private static final int BODY_LIMIT = 1_000;
    private static final int QUERY_LIMIT = 100;

    @ArquillianResource
    private URL base;

    private Site site;

    @Deployment(testable = false)
    static WebArchive war() {
        return Site.war(
                "security",
                Map.of(
                        "cqrs.http.origins",
                        LISTED,
                        "cqrs.http.body-limit",
                        String.valueOf(BODY_LIMIT),
                        "cqrs.http.query-limit",
                        String.valueOf(QUERY_LIMIT)));
    }

    @BeforeEach
    void reach() {
        site = new Site(base);
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static List<String> crossOriginHeaders(Map<String, List<String>> headers) {
        return headers.keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"))
                .toList();
    }

    private HttpResponse<String> preflight(String path, String origin) throws Exception {
        return site.send(
                "OPTIONS",
                path,
                "",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,last-event-id");
    }

    @Test
    void whoeverIsNotLoggedInIsAskedTo() throws Exception {
        HttpResponse<String> answer = site.get("streams/readers/caller");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "WWW-Authenticate")).startsWith("Basic");
        assertThat(site.get("streams/readers/caller", "Authorization", basic("ada:guessed"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoeverLacksTheRoleIsRefused() throws Exception {
        HttpResponse<String> answer = site.get("streams/readers/caller", "Authorization", basic("bob:builder"));
        assertThat(answer.statusCode()).isEqualTo(403);
        Site.assertTellsNothing(answer.body());
    }

    @Test
    void handlersKnowTheCallerAndItsRolesAlsoAfterASwitchover() throws Exception {
        try (SseClient client = site.stream("streams/readers/caller", "Authorization", basic("ada:lovelace"))) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.frames())
                    .filteredOn(frame -> frame.is("item"))
                    .extracting(Frame::data)
                    .isEqualTo(List.of(
                            "\"primary caller ada reader true editor true auditor false\"",
                            "\"fallback caller ada reader true editor true auditor false\""));
        }
    }

    private HttpResponse<String> askForTicket(String... headers) throws Exception {
        return site.send("POST", "streams/readers/tickets/caller", "", headers);
    }

    @Test
    void aTicketCarriesItsCallerIntoAStreamThatIsOpenedWithoutCredentials() throws Exception {
        String ticket = askForTicket("Authorization", basic("ada:lovelace")).body();
        try (SseClient client = site.stream("streams/ticketed?ticket=" + ticket)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.frames())
                    .filteredOn(frame -> frame.is("item"))
                    .extracting(Frame::data)
                    .isEqualTo(List.of(
                            "\"primary caller ada reader true editor true auditor false\"",
                            "\"fallback caller ada reader true editor true auditor false\""));
        }
        HttpResponse<String> second = site.get("streams/ticketed?ticket=" + ticket);
        assertThat(Site.problem(second, 403)).as("a ticket is good once").isNotEmpty();
    }

    @Test
    void noStreamIsOpenedWithoutATicketThatIsGood() throws Exception {
        Site.problem(site.get("streams/ticketed"), 403);
        Site.problem(site.get("streams/ticketed?ticket=0123456789abcdef0123456789abcdef"), 403);
    }

    @Test
    void noTicketIsIssuedToWhoMayNotRead() throws Exception {
        assertThat(askForTicket().statusCode()).isEqualTo(401);
        assertThat(askForTicket("Authorization", basic("bob:builder")).statusCode())
                .isEqualTo(403);
        assertThat(askForTicket("Authorization", basic("ada:lovelace"), "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .as("nor for a page of another site")
                .isEqualTo(403);
    }

    @Test
    void handlersKnowThatThereIsNoCaller() throws Exception {
        try (SseClient client = site.stream("streams/caller")) {
            assertThat(client.frames())
                    .filteredOn(frame -> frame.is("item"))
                    .extracting(Frame::data)
                    .isEqualTo(List.of(
                            "\"primary caller nobody reader false editor false auditor false\"",
                            "\"fallback caller nobody reader false editor false auditor false\""));
        }
    }

    @Test
    void aListedOriginReadsAStreamWithCredentials() throws Exception {
        try (SseClient client =
                site.stream("streams/readers/caller", "Authorization", basic("ada:lovelace"), "Origin", LISTED)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly(LISTED);
            assertThat(client.headers().allValues("Access-Control-Allow-Credentials"))
                    .containsExactly("true");
            assertThat(client.headers().allValues("Vary")).contains("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "streams/readers/caller"})
    void aPreflightOfAListedOriginIsAnswered(String path) throws Exception {
        HttpResponse<String> answer = preflight(path, LISTED);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(LISTED);
        assertThat(header(answer, "Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(header(answer, "Access-Control-Allow-Methods")).contains("POST", "PUT", "PATCH", "DELETE");
        assertThat(header(answer, "Access-Control-Allow-Headers"))
                .contains("Authorization", "Content-Type", "Last-Event-ID");
        assertThat(header(answer, "Vary")).isEqualTo("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {UNLISTED, "null", LISTED + ".evil.example", "http://app.example.org"})
    void anUnlistedOriginGetsNoHeader(String origin) throws Exception {
        HttpResponse<String> read = site.get("orders", "Origin", origin);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(crossOriginHeaders(read.headers().map())).isEmpty();
        assertThat(header(read, "Vary")).isEqualTo("Origin");
        HttpResponse<String> preflight = preflight("orders", origin);
        assertThat(crossOriginHeaders(preflight.headers().map())).isEmpty();
        assertThat(header(preflight, "Vary")).isEqualTo("Origin");
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site, " + UNLISTED,
        "same-site, " + UNLISTED,
        "cross-site,",
        "'', " + UNLISTED,
        "'', null",
        "'', http://127.0.0.1"
    })
    void aCrossSiteRequestThatMayChangeSomethingIsRefused(String fetchSite, String origin) throws Exception {
        String[] headers = origin == null
                ? new String[] {"Sec-Fetch-Site", fetchSite}
                : fetchSite.isEmpty()
                        ? new String[] {"Origin", origin}
                        : new String[] {"Sec-Fetch-Site", fetchSite, "Origin", origin};
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            assertThat(Site.problem(site.send(method, "orders", "", headers), 403)
                            .getString("detail"))
                    .contains("cqrs.http.origins");
        }
        Site.problem(site.postJson("orders", "{\"name\":\"it\"}", headers), 403);
    }

    @Test
    void aRequestOfTheSiteItselfAListedOneOrNoBrowserIsServed() throws Exception {
        for (String[] headers : List.of(
                new String[] {"Sec-Fetch-Site", "same-origin", "Origin", site.ownOrigin()},
                new String[] {"Sec-Fetch-Site", "none"},
                new String[] {"Origin", site.ownOrigin()},
                new String[] {"Sec-Fetch-Site", "cross-site", "Origin", LISTED},
                new String[] {"Origin", LISTED},
                new String[] {})) {
            assertThat(site.postJson("orders", "{\"name\":\"it\"}", headers).body())
                    .isEqualTo("it []");
            assertThat(site.send("DELETE", "orders", "", headers).body()).isEqualTo("deleted");
        }
    }

    @Test
    void aCrossSiteReadIsServed() throws Exception {
        assertThat(site.get("orders", "Sec-Fetch-Site", "cross-site", "Origin", UNLISTED)
                        .body())
                .isEqualTo("listed");
    }

    @Test
    void whatIsNotAnnotatedIsLeftAlone() throws Exception {
        HttpResponse<String> answer = site.send(
                "POST",
                "orders/unprotected?" + "q".repeat(QUERY_LIMIT + 1),
                "x".repeat(BODY_LIMIT + 1),
                "Origin",
                UNLISTED);
        assertThat(answer.body()).isEqualTo("counted " + (BODY_LIMIT + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error", "late"})
    void aFailureTellsNothingOfTheInside(String what) throws Exception {
        try (SseClient client = site.stream("streams/" + what)) {
            List<Frame> frames = client.frames().stream().filter(Frame::isEvent).toList();
            assertThat(frames.getLast().event()).isEqualTo("failure");
            assertThat(frames.getLast().data())
                    .matches(
                            "\\{\"title\":\"Internal Server Error\",\"status\":500,\"instance\":\"urn:uuid:[-0-9a-f]+\"}");
            frames.forEach(frame -> Site.assertTellsNothing(frame.data()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "streams", "%3Cscript%3Ealert(1)%3C/script%3E"})
    void anUnknownPathTellsNothingOfTheInside(String path) throws Exception {
        HttpResponse<String> answer = site.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        Site.assertTellsNothing(answer.body());
        assertThat(answer.body()).doesNotContain("<script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":", "[]", "\"text\"", "{\"more\":1}", "no JSON", ""})
    void anUnreadableBodyTellsNothingOfTheInside(String json) throws Exception {
        HttpResponse<String> answer = site.postJson("orders", json);
        assertThat(Site.problem(answer, 400).getString("detail")).contains("application/json");
    }

    @Test
    void aBodyWithinTheLimitIsTaken() throws Exception {
        assertThat(site.send("PUT", "orders", "x".repeat(BODY_LIMIT)).body()).isEqualTo("counted " + BODY_LIMIT);
    }

    @Test
    void aBodyAnnouncedAsTooLongIsRefusedBeforeItComes() throws Exception {
        String answer = site.sendUnfinished("PUT", "orders", "Content-Length: 1001\r\n", "");
        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .contains("application/problem+json", "longer than 1000 bytes", "cqrs.http.body-limit");
        Site.assertTellsNothing(answer);
    }

    @Test
    void aBodyWithoutALengthIsRefusedAsSoonAsItIsTooLong() throws Exception {
        String chunk = "\r\n3e9\r\n" + "x".repeat(BODY_LIMIT + 1) + "\r\n";
        String answer = site.sendUnfinished("PUT", "orders", "Transfer-Encoding: chunked\r\n", chunk.strip() + "\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .contains("application/problem+json", "longer than 1000 bytes", "cqrs.http.body-limit");
        Site.assertTellsNothing(answer);
    }

    @Test
    void soIsOneThatIsReadAsJson() throws Exception {
        String json = "{\"name\":\"" + "x".repeat(BODY_LIMIT) + "\"}";
        String chunk = Integer.toHexString(json.length()) + "\r\n" + json + "\r\n";
        String answer = site.sendUnfinished(
                "POST", "orders", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", chunk);
        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .contains("application/problem+json", "longer than 1000 bytes", "cqrs.http.body-limit");
        Site.assertTellsNothing(answer);
    }

    @Test
    void aQueryThatIsTooLongIsRefused() throws Exception {
        assertThat(site.get("orders?" + "q".repeat(QUERY_LIMIT)).body()).isEqualTo("listed");
        HttpResponse<String> refused = site.get("orders?" + "q".repeat(QUERY_LIMIT + 1));
        assertThat(Site.problem(refused, 414).getString("detail"))
                .contains("101 characters", "at most 100", "cqrs.http.query-limit");
        HttpResponse<String> stream = site.get("streams/forged?" + "q".repeat(QUERY_LIMIT + 1));
        Site.problem(stream, 414);
    }

    @Test
    void noClientNamesTheClassOfAnObject() throws Exception {
        String canary = Canary.class.getName();
        String hinted = "{\"@class\":\"%1$s\",\"@type\":\"%1$s\",\"class\":\"%1$s\",\"type\":\"%1$s\",\"name\":\"x\"}"
                .formatted(canary);
        HttpResponse<String> answer = site.postJson(
                "orders",
                "{\"@type\":\"" + canary + "\",\"name\":\"it\",\"extra\":" + hinted + ",\"more\":[" + hinted + "]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("it \\[java\\.util\\.\\w*Map]");
        assertThat(site.get("orders/canary").body()).isEqualTo("0");
    }

    @Test
    void noDatumMakesAFrameOrAHeader() throws Exception {
        try (SseClient client = site.stream("streams/forged")) {
            assertThat(client.headers().firstValue("Set-Cookie")).isEmpty();
            List<Frame> frames = client.frames();
            assertThatStream(frames).itemCount(1).completes();
            Frame item = frames.stream()
                    .filter(frame -> frame.is("item"))
                    .findFirst()
                    .orElseThrow();
            JsonValue read = Json.createReader(new StringReader(item.data())).readValue();
            assertThat(((JsonString) read).getString()).isEqualTo(Told.FORGED);
            assertThat(item.data()).doesNotContain("\r", "\n");
        }
    }
}
