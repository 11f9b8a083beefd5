package org.cqrsjakarta.it.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.cqrsjakarta.it.support.Wars;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** One deployed application, as inspectors and operators reach it. */
final class Console {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Schema SCHEMA = schema();

    private final URI api;

    Console(String application) {
        api = URI.create("http://127.0.0.1:" + System.getProperty("test.http.port") + "/" + application + "/api/");
    }

    static WebArchive war(String name, Class<?> application, Map<String, String> settings) {
        return Wars.of(
                name,
                settings,
                Broken.class,
                Numbers.class,
                NumbersResource.class,
                Users.class,
                Whole.class,
                application);
    }

    /** One message of a feed: its name and its content. */
    record Message(String name, String json, String id) {

        static Message of(String line) {
            assertThat(SCHEMA.validate(line, InputFormat.JSON)).as(line).isEmpty();
            var entry = object(line).entrySet().iterator().next();
            return new Message(entry.getKey(), entry.getValue().toString(), null);
        }

        static Message of(Frame frame) {
            Message message = of("{\"" + frame.event() + "\":" + frame.data() + "}");
            return new Message(message.name(), message.json(), frame.id());
        }

        boolean is(String name) {
            return this.name.equals(name);
        }

        JsonObject object() {
            return object(json);
        }

        List<JsonObject> events() {
            return is("batch")
                    ? Json.createReader(new StringReader(json)).readArray().getValuesAs(JsonObject.class)
                    : List.of();
        }

        private static JsonObject object(String json) {
            return Json.createReader(new StringReader(json)).readObject();
        }
    }

    /** A feed that is read. */
    interface Reading extends AutoCloseable {

        /** The next message; {@code null} at the end. */
        Message next() throws IOException;

        @Override
        void close() throws IOException;

        default Message next(String name) throws IOException {
            return next(message -> message.is(name));
        }

        default Message next(Predicate<Message> wanted) throws IOException {
            Message message = next();
            while (message != null && !wanted.test(message)) {
                message = next();
            }
            assertThat(message).as("a message that is wanted").isNotNull();
            return message;
        }

        /** Events up to the first of this type. */
        default List<JsonObject> eventsUpTo(String type) throws IOException {
            List<JsonObject> events = new ArrayList<>();
            while (events.stream().noneMatch(event -> event.getString("type").equals(type))) {
                events.addAll(next("batch").events());
            }
            return events;
        }
    }

    URI uri(String path) {
        return api.resolve(path);
    }

    /** The header of this user; of nobody for an empty name. */
    static String[] as(String user) {
        String login = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(UTF_8));
        return user.isEmpty() ? new String[0] : new String[] {"Authorization", "Basic " + login};
    }

    String runStream() throws Exception {
        return send("POST", "numbers", "", "").body();
    }

    HttpResponse<String> get(String path, String user, String... headers) throws Exception {
        return send("GET", path, "", user, headers);
    }

    HttpResponse<String> act(String circuit, String body, String user) throws Exception {
        return send("POST", "cqrs/circuits/" + circuit, body, user, "Content-Type", "application/json");
    }

    HttpResponse<String> send(String method, String path, String body, String user, String... headers)
            throws Exception {
        try (HttpClient client = client()) {
            return client.send(
                    request(path, user, headers)
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    /** Opens a feed of lines. */
    Reading lines(String user) throws Exception {
        return linesIfFree(user).orElseThrow();
    }

    /** The same; nothing if there are too many. */
    Optional<Reading> linesIfFree(String user) throws Exception {
        HttpClient client = client();
        HttpResponse<InputStream> response = client.send(
                request("cqrs/telemetry", user, "Accept", "application/x-ndjson")
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isIn(200, 429, 503);
        if (response.statusCode() != 200) {
            client.shutdownNow();
            return Optional.empty();
        }
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        BufferedReader reader = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
        return Optional.of(new Reading() {
            @Override
            public Message next() throws IOException {
                String line = reader.readLine();
                while (line != null && line.isEmpty()) {
                    line = reader.readLine();
                }
                return line == null ? null : Message.of(line);
            }

            @Override
            public void close() throws IOException {
                client.shutdownNow();
            }
        });
    }

    /** Opens a feed of events; its status must be 200. */
    Reading events(String user, String... headers) throws Exception {
        String[] login = as(user);
        String[] all = new String[login.length + headers.length];
        System.arraycopy(login, 0, all, 0, login.length);
        System.arraycopy(headers, 0, all, login.length, headers.length);
        SseClient client = SseClient.open(uri("cqrs/telemetry"), all);
        assertThat(client.status()).isEqualTo(200);
        return new Reading() {
            @Override
            public Message next() throws IOException {
                Frame frame = client.nextEvent();
                return frame == null ? null : Message.of(frame);
            }

            @Override
            public void close() throws IOException {
                client.close();
            }
        };
    }

    private HttpRequest.Builder request(String path, String user, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        String[] login = as(user);
        request = login.length == 0 ? request : request.headers(login);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** What every message has to keep to. */
    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(
                            Files.readString(Path.of("..", "docs", "inspector-protocol.schema.json")),
                            InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer's problem. */
    static JsonObject problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonObject problem = Message.object(answer.body());
        assertThat(problem.getInt("status")).isEqualTo(status);
        return problem;
    }
}
