package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.Test;

/** Properties that nobody reads are warned of, with the name that was meant. */
class UnusedPropertiesTest {

    record Ask() implements StreamRequest<String> {}

    @StreamingHandler
    @CircuitBreaker
    static class Live implements StreamingRequestHandler<Ask, String> {
        @Override
        @Retry(maxRetries = 1)
        @StreamTimeout(idle = 1000)
        public Stream<String> handle(Ask request) {
            return Stream.of("live");
        }

        @SuppressWarnings("unused")
        void other() {}
    }

    private static final String LIVE = Live.class.getName();

    private static List<String> warningsOf(Map<String, String> properties) {
        try (var warnings = new Warnings();
                var app = Deployed.with(properties, Live.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("live");
            return warnings.seen();
        }
    }

    @Test
    void aMisspeltSetting() {
        assertThat(warningsOf(Map.of("cqrs.sse.hartbeat", "PT5S", "cqrs.sse.heartbeat", "PT5S")))
                .singleElement()
                .asString()
                .contains(
                        "CQRS00180: The property 'cqrs.sse.hartbeat' of 'SysPropConfigSource', ordinal 400 is no setting")
                .contains("did you mean 'cqrs.sse.heartbeat'?");
        assertThat(warningsOf(Map.of("%dev.cqrs.sse.maxStreams", "5")))
                .singleElement()
                .asString()
                .contains("did you mean 'cqrs.sse.max-streams'?");
        assertThat(warningsOf(Map.of("cqrs.something.else", "5")))
                .singleElement()
                .asString()
                .endsWith("is no setting");
        assertThat(warningsOf(Map.of("cqrsx.sse.hartbeat", "5", "com.acme.cqrs", "1")))
                .isEmpty();
    }

    @Test
    void misspeltValuesOfAHandler() {
        assertThat(warningsOf(Map.of(LIVE + "/CircuitBreker/delay", "5")))
                .singleElement()
                .asString()
                .contains("CQRS00181: The property '" + LIVE + "/CircuitBreker/delay' of")
                .contains("nothing reads 'CircuitBreker'; did you mean 'CircuitBreaker'?");
        assertThat(warningsOf(Map.of(LIVE + "/CircuitBreaker/dely", "5")))
                .singleElement()
                .asString()
                .contains("@CircuitBreaker has no 'dely'; did you mean 'delay'?");
        assertThat(warningsOf(Map.of(LIVE + "/handle/Retry/maxRetrys", "5")))
                .singleElement()
                .asString()
                .contains("did you mean 'maxRetries'?");
        assertThat(warningsOf(Map.of(LIVE.replace("Live", "Lives") + "/CircuitBreaker/delay", "5")))
                .singleElement()
                .asString()
                .contains("there is no class '" + LIVE + "s'; did you mean '" + LIVE + "'?");
    }

    @Test
    void valuesAtTheWrongPlace() {
        assertThat(warningsOf(Map.of(LIVE + "/Retry/maxRetries", "5")))
                .singleElement()
                .asString()
                .contains("did you mean '" + LIVE + "/handle/Retry/maxRetries'?");
        assertThat(warningsOf(Map.of(LIVE + "/Bulkhead/value", "5")))
                .singleElement()
                .asString()
                .contains("'" + LIVE + "' has no @Bulkhead");
        assertThat(warningsOf(Map.of(LIVE + "/delay", "5")))
                .singleElement()
                .asString()
                .contains("/<annotation>/<value>");
    }

    @Test
    void whatIsReadIsNotWarnedOf() {
        assertThat(warningsOf(Map.of(
                        LIVE + "/CircuitBreaker/delay",
                        "5",
                        LIVE + "/CircuitBreaker/enabled",
                        "true",
                        LIVE + "/handle/Retry/maxRetries",
                        "5",
                        LIVE + "/Retry/enabled",
                        "false",
                        LIVE + "/handle/StreamTimeout/idle",
                        "PT5S",
                        LIVE + "/other/Retry/maxRetries",
                        "5",
                        "Retry/maxRetries",
                        "5",
                        "com.acme.Other/CircuitBreker/delay",
                        "5",
                        "a/path/of/something",
                        "5")))
                .isEmpty();
    }

    private static List<String> warningsOfMachine(Map<String, String> environment) {
        List<String> warnings = new ArrayList<>();
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(environment, "environment", 300))
                .build();
        new UnusedProperties(
                        Set.of("cqrs.sse.write-timeout", "cqrs.sse.heartbeat"),
                        List.of(),
                        new UnusedProperties.Report() {
                            @Override
                            public void unknownSetting(String property, String source, String nearest) {
                                warnings.add(property + nearest);
                            }

                            @Override
                            public void withoutEffect(String property, String source, String reason) {
                                warnings.add(property + reason);
                            }
                        })
                .in(config);
        return warnings;
    }

    @Test
    void environmentVariablesHaveMappedNames() {
        assertThat(warningsOfMachine(Map.of(
                        "CQRS_SSE_HEARTBEAT",
                        "PT5S",
                        "CQRS_SSE_WRITE_TIMEOUT",
                        "PT5S",
                        "cqrs.sse.write.timeout",
                        "PT5S")))
                .as("variables, one with the name that sources derive of it")
                .isEmpty();
        assertThat(warningsOfMachine(Map.of("CQRS_SSE_HARTBEAT", "PT5S", "cqrs.sse.hartbeat", "PT5S")))
                .containsExactly("CQRS_SSE_HARTBEAT; did you mean 'CQRS_SSE_HEARTBEAT'?");
        assertThat(warningsOfMachine(Map.of("CQRS_HOME", "/opt/cqrs", "PATH", "/bin")))
                .isEmpty();
    }

    @Test
    void theListOfSettingsIsThatOfTheDocuments() throws IOException {
        Set<String> documented = new TreeSet<>();
        Path docs = Path.of(System.getProperty("basedir", "."), "..", "..", "docs");
        for (String document : List.of("guide.md", "production.md", "inspector-protocol.md")) {
            Pattern.compile("^\\| `(cqrs\\.[a-z.-]+)` \\|", Pattern.MULTILINE)
                    .matcher(Files.readString(docs.resolve(document)))
                    .results()
                    .map(found -> found.group(1))
                    // Those of modules are held against the documents there.
                    .filter(name -> !name.startsWith("cqrs.redis.") && !name.startsWith("cqrs.jdbc."))
                    .forEach(documented::add);
        }
        var config = new SmallRyeConfigBuilder().build();
        assertThat(Settings.from(config, new Problems()).names()).containsExactlyInAnyOrderElementsOf(documented);
    }
}
