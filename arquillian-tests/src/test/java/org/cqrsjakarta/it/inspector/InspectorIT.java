package org.cqrsjakarta.it.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.inspector.Console.problem;
import static org.cqrsjakarta.it.support.Waits.eventually;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.it.inspector.Console.Message;
import org.cqrsjakarta.it.inspector.Console.Reading;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed and the actions (docs/inspector-protocol.md). */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class InspectorIT {

    private static final Path SERVER_LOG =
            Path.of(System.getProperty("glassfish.home"), "glassfish/domains/domain1/logs/server.log");

    private final Console guarded = new Console("guarded");
    private final Console open = new Console("open");
    private final Console silent = new Console("silent");
    private final Console leaving = new Console("leaving");

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "guarded", testable = false)
    static WebArchive guarded() {
        return Console.war(
                "guarded",
                NumbersResource.Scanning.class,
                Map.of("cqrs.inspector.enabled", "true", "cqrs.inspector.node", "north-1"));
    }

    @Deployment(name = "open", testable = false)
    static WebArchive open() {
        return Console.war(
                "open",
                NumbersResource.Listing.class,
                Map.of(
                        "cqrs.inspector.enabled", "true",
                        "cqrs.inspector.open", "true",
                        "cqrs.inspector.max-feeds", "1"));
    }

    @Deployment(name = "silent", testable = false)
    static WebArchive silent() {
        return Console.war("silent", NumbersResource.Scanning.class, Map.of());
    }

    @Deployment(name = "leaving", managed = false, testable = false)
    static WebArchive leaving() {
        return Console.war("leaving", NumbersResource.Scanning.class, Map.of("cqrs.inspector.enabled", "true"));
    }

    @AfterEach
    void reset() throws Exception {
        assertThat(guarded.act("Broken", "{\"action\":\"reset\"}", "ada").statusCode())
                .isEqualTo(200);
    }

    private static JsonObject object(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.createReader(new StringReader(answer.body())).readObject();
    }

    private static List<String> types(List<JsonObject> events) {
        return events.stream().map(event -> event.getString("type")).toList();
    }

    private static void tellsOfAStream(Reading feed, Console application) throws Exception {
        Message hello = feed.next();
        assertThat(hello.name()).isEqualTo("hello");
        assertThat(hello.object().getInt("protocol")).isEqualTo(1);
        assertThat(hello.object().getString("application"))
                .isEqualTo(application.uri("").getPath().split("/")[1]);
        assertThat(hello.object().getString("server")).contains("GlassFish");
        assertThat(hello.object().getBoolean("resumed")).isFalse();
        Message snapshot = feed.next();
        assertThat(snapshot.name()).isEqualTo("snapshot");
        assertThat(snapshot.object().getJsonArray("circuits").getJsonObject(0).getString("circuit"))
                .isEqualTo("Broken");
        assertThat(application.runStream()).isEqualTo("1 2 3");
        List<JsonObject> events = feed.eventsUpTo("ended");
        assertThat(types(events))
                .filteredOn(type -> !type.equals("progress"))
                .containsExactly("started", "first-item", "switchover", "took-over", "ended");
        JsonObject switchover = events.stream()
                .filter(event -> event.getString("type").equals("switchover"))
                .findFirst()
                .orElseThrow();
        assertThat(switchover.getInt("position")).isEqualTo(2);
        assertThat(switchover.getString("from")).isEqualTo("Broken");
        assertThat(switchover.getString("to")).isEqualTo("Whole");
        assertThat(switchover.getString("reason")).isEqualTo("java.io.IOException");
        // Progress may have been looked up before, and be told after.
        JsonObject ended = events.stream()
                .filter(event -> event.getString("type").equals("ended"))
                .findFirst()
                .orElseThrow();
        assertThat(ended.getString("end")).isEqualTo("COMPLETED");
        assertThat(ended.getInt("position")).isEqualTo(3);
        JsonObject circuit =
                feed.next("circuits").object().getJsonArray("circuits").getJsonObject(0);
        assertThat(circuit.getJsonObject("window").getInt("failures")).isPositive();
    }

    @Test
    void anInspectorIsToldOfAStreamAsEvents() throws Exception {
        try (Reading feed = guarded.events("bob")) {
            tellsOfAStream(feed, guarded);
        }
    }

    @Test
    void anInspectorIsToldOfAStreamAsLines() throws Exception {
        try (Reading feed = guarded.lines("bob")) {
            tellsOfAStream(feed, guarded);
        }
    }

    @Test
    void helloTellsWhoseItIsAndWhetherTheCallerMayAct() throws Exception {
        try (Reading operators = guarded.lines("ada");
                Reading inspectors = guarded.lines("bob")) {
            JsonObject hello = operators.next().object();
            assertThat(hello.getString("node")).isEqualTo("north-1");
            assertThat(hello.getBoolean("operator")).isTrue();
            assertThat(inspectors.next().object().getBoolean("operator")).isFalse();
        }
    }

    @Test
    void whoSaysNothingAboutFormsGetsEvents() throws Exception {
        try (Reading feed = guarded.events("bob", "Accept", "*/*")) {
            assertThat(feed.next().name()).isEqualTo("hello");
        }
    }

    @Test
    void aClientThatComesBackGoesOnWhereItWas() throws Exception {
        String last;
        try (Reading feed = guarded.events("bob")) {
            guarded.runStream();
            Message batch = feed.next("batch");
            while (!types(batch.events()).contains("ended")) {
                batch = feed.next("batch");
            }
            last = batch.id();
        }
        guarded.runStream();
        try (Reading feed = guarded.events("bob", "Last-Event-ID", last)) {
            assertThat(feed.next().object().getBoolean("resumed")).isTrue();
            Message next = feed.next();
            assertThat(next.name()).isEqualTo("batch");
            assertThat(types(next.events())).startsWith("started");
            while (!types(next.events()).contains("ended")) {
                // The stream's client has its last item before the stream has ended.
                next = feed.next("batch");
            }
            assertThat(next.id()).isNotEqualTo(last);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef.0", "nonsense", "-1"})
    void aForeignIdBeginsANewFeed(String id) throws Exception {
        try (Reading feed = guarded.events("bob", "Last-Event-ID", id)) {
            assertThat(feed.next().object().getBoolean("resumed")).isFalse();
            assertThat(feed.next().name()).isEqualTo("snapshot");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cqrs/telemetry, text/event-stream",
        "cqrs/telemetry, application/x-ndjson",
        "cqrs/circuits, application/json"
    })
    void readingNeedsAUserOfARole(String path, String form) throws Exception {
        HttpResponse<String> unknown = guarded.get(path, "", "Accept", form);
        problem(unknown, 401);
        assertThat(unknown.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Basic ");
        assertThat(guarded.get(path, "mallory", "Accept", form).statusCode()).isEqualTo(401);
        problem(guarded.get(path, "eve", "Accept", form), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "bob"})
    void circuitsAreShownOnce(String user) throws Exception {
        JsonObject answer = object(guarded.get("cqrs/circuits", user));
        JsonObject circuit = answer.getJsonArray("circuits").getJsonObject(0);
        assertThat(circuit.getString("circuit")).isEqualTo("Broken");
        assertThat(circuit.getString("control")).isEqualTo("AUTOMATIC");
        assertThat(circuit.getJsonObject("policy").getInt("requestVolumeThreshold"))
                .isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "force-open, OPEN, FORCED_OPEN",
        "force-closed, CLOSED, FORCED_CLOSED",
        "automatic, CLOSED, AUTOMATIC",
        "reset, CLOSED, AUTOMATIC"
    })
    void anOperatorActsAndTheLogNamesThem(String action, String state, String control) throws Exception {
        JsonObject circuit = object(guarded.act("Broken", "{\"action\":\"" + action + "\"}", "ada"));
        assertThat(circuit.getString("state")).isEqualTo(state);
        assertThat(circuit.getString("control")).isEqualTo(control);
        assertThat(object(guarded.get("cqrs/circuits", "bob"))
                        .getJsonArray("circuits")
                        .getJsonObject(0)
                        .getString("control"))
                .isEqualTo(control);
        String line = "CQRS00320: Operator 'ada' did " + action + " to the circuit of 'Broken'";
        assertThat(eventually(() -> Files.readString(SERVER_LOG), log -> log.contains(line)))
                .contains(line);
    }

    @Test
    void streamsOfACircuitThatIsForcedOpenAreServedByTheFallback() throws Exception {
        try (Reading feed = guarded.lines("bob")) {
            feed.next("snapshot");
            guarded.act("Broken", "{\"action\":\"force-open\"}", "ada");
            assertThat(guarded.runStream()).isEqualTo("1 2 3");
            List<JsonObject> events = feed.eventsUpTo("ended");
            assertThat(types(events)).startsWith("circuit", "started", "switchover", "first-item", "took-over");
            assertThat(events.get(2).getInt("position")).isZero();
            guarded.act("Broken", "{\"action\":\"automatic\"}", "ada");
            JsonObject circuit = feed.eventsUpTo("circuit").stream()
                    .filter(event -> event.getString("type").equals("circuit"))
                    .reduce((before, last) -> last)
                    .orElseThrow();
            assertThat(circuit.getString("from")).isEqualTo("OPEN");
            assertThat(circuit.getString("to")).isEqualTo("CLOSED");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 401", "mallory, 401", "bob, 403", "eve, 403"})
    void actingNeedsAnOperator(String user, int status) throws Exception {
        assertThat(guarded.act("Broken", "{\"action\":\"force-open\"}", user).statusCode())
                .isEqualTo(status);
        assertThat(object(guarded.get("cqrs/circuits", "bob"))
                        .getJsonArray("circuits")
                        .getJsonObject(0)
                        .getString("control"))
                .isEqualTo("AUTOMATIC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"explode\"}",
                "{\"action\":1}",
                "{\"action\":null}",
                "{}",
                "[]",
                "\"reset\"",
                "null",
                "{\"action\":",
                "reset",
                "{\"action\":\"reset\"} more",
                "[[[[[[[[",
                ""
            })
    void whatIsNoActionIsRefused(String body) throws Exception {
        problem(guarded.act("Broken", body, "ada"), 400);
    }

    @Test
    void thereIsNoCircuitOfAnotherName() throws Exception {
        JsonObject problem = problem(guarded.act("Whole", "{\"action\":\"reset\"}", "ada"), 404);
        assertThat(problem.getString("detail")).contains("Broken");
    }

    @Test
    void askingForHeadersOpensNoFeed() throws Exception {
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer =
                    guarded.send("HEAD", "cqrs/telemetry", "", "bob", "Accept", "text/event-stream");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        }
        assertThat(guarded.send("HEAD", "cqrs/telemetry", "", "eve").statusCode())
                .isEqualTo(403);
    }

    @Test
    void whereItIsOpenEverybodyReadsAndNobodyElseActs() throws Exception {
        try (Reading feed = firstOf(open)) {
            tellsOfAStream(feed, open);
        }
        object(open.get("cqrs/circuits", ""));
        problem(open.act("Broken", "{\"action\":\"force-open\"}", ""), 401);
        problem(open.act("Broken", "{\"action\":\"force-open\"}", "bob"), 403);
        object(open.act("Broken", "{\"action\":\"reset\"}", "ada"));
    }

    @Test
    void oneFeedTooManyIsRefusedUntilAnotherEnds() throws Exception {
        try (Reading feed = firstOf(open)) {
            feed.next("snapshot");
            problem(open.get("cqrs/telemetry", "", "Accept", "text/event-stream"), 503);
            problem(open.get("cqrs/telemetry", "", "Accept", "application/x-ndjson"), 503);
        }
        firstOf(open).close();
    }

    /** The only feed, when the place of one that was left is free: the server finds that out when it writes. */
    private static Reading firstOf(Console application) throws Exception {
        Optional<Reading> feed = eventually(
                () -> {
                    application.runStream();
                    return application.linesIfFree("");
                },
                Optional::isPresent);
        return feed.orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, cqrs/telemetry, text/event-stream",
        "GET, cqrs/telemetry, application/x-ndjson",
        "HEAD, cqrs/telemetry, */*",
        "GET, cqrs/circuits, application/json",
        "POST, cqrs/circuits/Broken, application/json"
    })
    void whereItIsNotEnabledThereIsNothing(String method, String path, String form) throws Exception {
        for (String user : List.of("", "bob", "ada")) {
            HttpResponse<String> answer = silent.send(
                    method,
                    path,
                    method.equals("POST") ? "{\"action\":\"reset\"}" : "",
                    user,
                    "Accept",
                    form,
                    "Content-Type",
                    "application/json");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        }
        assertThat(silent.runStream()).isEqualTo("1 2 3");
    }

    @Test
    void aFeedEndsWhenItsApplicationIsUndeployed() throws Exception {
        deployer.deploy("leaving");
        try (Reading feed = leaving.events("bob")) {
            feed.next("snapshot");
            CompletableFuture<Message> end = CompletableFuture.supplyAsync(() -> {
                try {
                    Message message = feed.next();
                    while (message != null) {
                        message = feed.next();
                    }
                    return null;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            deployer.undeploy("leaving");
            assertThat(end.get(30, TimeUnit.SECONDS))
                    .as("the end, in good order")
                    .isNull();
        }
    }
}
