package org.cqrsjakarta.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same application without a setting. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SecurityDefaultsIT {

    private static final String APP = "https://app.example.org";

    @ArquillianResource
    private URL base;

    private Site site;

    @Deployment(testable = false)
    static WebArchive war() {
        return Site.war("securitydefaults", Map.of());
    }

    @BeforeEach
    void reach() {
        site = new Site(base);
    }

    private static void assertNoCrossOriginHeader(HttpResponse<?> answer) {
        assertThat(answer.headers().map().keySet())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .noneMatch(name -> name.startsWith("access-control-"))
                .doesNotContain("vary");
    }

    @Test
    void noOriginGetsAnyHeader() throws Exception {
        HttpResponse<String> read = site.get("orders", "Origin", APP);
        assertThat(read.body()).isEqualTo("listed");
        assertNoCrossOriginHeader(read);
        assertNoCrossOriginHeader(
                site.send("OPTIONS", "orders", "", "Origin", APP, "Access-Control-Request-Method", "POST"));
    }

    @Test
    void noOtherOriginPosts() throws Exception {
        Site.problem(site.postJson("orders", "{}", "Origin", APP), 403);
        Site.problem(site.postJson("orders", "{}", "Sec-Fetch-Site", "cross-site", "Origin", APP), 403);
        assertThat(site.postJson("orders", "{}", "Origin", site.ownOrigin()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void bodiesAndQueriesHaveTheDocumentedLimits() throws Exception {
        assertThat(site.send("PUT", "orders", "x".repeat(65_536)).body()).isEqualTo("counted 65536");
        Site.problem(site.send("PUT", "orders", "x".repeat(65_537)), 413);
        assertThat(site.get("orders?" + "q".repeat(2_048)).body()).isEqualTo("listed");
        Site.problem(site.get("orders?" + "q".repeat(2_049)), 414);
    }

    /** Within the limit of bodies, and what exhausts a parser's stack, or its patience with numbers. */
    @ParameterizedTest
    @MethodSource
    void hostileJsonIsABadRequestAndNoFaultOfTheServer(String json) throws Exception {
        long before = stackTracesInLog();
        assertThat(site.postJson("orders", json).statusCode()).isEqualTo(400);
        assertThat(stackTracesInLog()).as("stack traces in the log").isEqualTo(before);
        assertThat(site.postJson("orders", "{}").statusCode()).isEqualTo(200);
    }

    static Stream<String> hostileJsonIsABadRequestAndNoFaultOfTheServer() {
        return Stream.of(
                "[".repeat(9_000),
                "{\"extra\":".repeat(6_000),
                "{\"extra\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}",
                "{\"count\":" + "9".repeat(2_000) + "}",
                "{\"extra\":1e" + "9".repeat(2_000) + "}",
                "{\"count\":-0." + "1".repeat(2_000) + "}");
    }

    private static long stackTracesInLog() throws IOException {
        Path log = Path.of(System.getProperty("glassfish.home"), "glassfish/domains/domain1/logs/server.log");
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("\tat ")).count();
        }
    }
}
