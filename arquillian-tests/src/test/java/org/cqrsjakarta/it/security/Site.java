package org.cqrsjakarta.it.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.cqrsjakarta.it.support.Wars;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The deployed application, as browsers and others reach it. */
final class Site {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>readers</web-resource-name>
                  <url-pattern>/api/streams/readers/*</url-pattern>
                  <!-- A preflight carries no credentials. -->
                  <http-method-omission>OPTIONS</http-method-omission>
                </web-resource-collection>
                <auth-constraint><role-name>**</role-name></auth-constraint>
              </security-constraint>
            </web-app>
            """;

    private final URI api;

    Site(URL base) {
        this.api = URI.create(base + "api/");
    }

    static WebArchive war(String name, Map<String, String> settings) {
        return Wars.of(
                        name,
                        settings,
                        Api.class,
                        Ask.class,
                        Cage.class,
                        Canary.class,
                        Order.class,
                        Orders.class,
                        SourceGone.class,
                        Stored.class,
                        Streams.class,
                        Told.class,
                        Users.class)
                .setWebXML(new StringAsset(WEB_XML));
    }

    /** What a browser sends as {@code Origin} for a page of this site. */
    String ownOrigin() {
        return "http://" + api.getAuthority();
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request =
                HttpRequest.newBuilder(api.resolve(path)).timeout(PATIENCE).method(method, publisher);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> postJson(String path, String json, String... headers) throws Exception {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return send("POST", path, json, all);
    }

    SseClient stream(String path, String... headers) throws Exception {
        return SseClient.open(api.resolve(path), headers);
    }

    /**
     * Sends the beginning of a request, and waits for an answer that comes nevertheless.
     *
     * @param headers lines behind that of the host
     * @param part    of the body; more never comes
     * @return the answer, to the end of its JSON
     */
    String sendUnfinished(String method, String path, String headers, String part) throws IOException {
        try (Socket socket = new Socket(api.getHost(), api.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String head = method + " " + api.resolve(path).getRawPath() + " HTTP/1.1\r\nHost: " + api.getAuthority()
                    + "\r\n" + headers + "\r\n";
            socket.getOutputStream().write((head + part).getBytes(UTF_8));
            socket.getOutputStream().flush();
            var answer = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0 && answer.indexOf("}") < 0; next = in.read()) {
                answer.append((char) next);
            }
            return answer.toString();
        }
    }

    /** The answer's problem, which tells nothing of the inside. */
    static JsonObject problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertTellsNothing(answer.body());
        JsonObject problem = Json.createReader(new StringReader(answer.body())).readObject();
        assertThat(problem.getInt("status")).isEqualTo(status);
        return problem;
    }

    /** Neither what was thrown, nor by which class, nor where. */
    static void assertTellsNothing(String text) {
        assertThat(text)
                .doesNotContain(Told.SECRET, "hunter2")
                .doesNotContain("Exception", "AssertionError", "Caused by", ".java:", "\tat ")
                .doesNotContain(
                        "org.cqrsjakarta", "org.glassfish.jersey", "org.eclipse.yasson", "java.lang", "java.util");
    }
}
