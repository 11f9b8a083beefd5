package org.cqrsjakarta.it.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guide says about reading from a database, and about requests that nobody handles. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DatabaseIT {

    private static final int ROWS = 1000;

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.withLibraryOfDemo(
                        Wars.of(
                                "database",
                                Map.of(),
                                StreamMeasures.class,
                                StreamMeasuresTooLate.class,
                                Measure.class,
                                Transaction.class,
                                EmittedMeasures.class,
                                PulledMeasures.class,
                                MeasuresResource.class,
                                MeasuresResource.Root.class,
                                MeasuresResource.Nobodys.class),
                        "h2-")
                .addAsResource(
                        new StringAsset("insert into MEASURE (ID) select X from SYSTEM_RANGE(1, " + ROWS + ")\n"),
                        "META-INF/measures.sql")
                .addAsResource(new StringAsset("""
                                <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.1">
                                  <persistence-unit name="measures">
                                    <jta-data-source>java:app/jdbc/measures</jta-data-source>
                                    <properties>
                                      <property name="jakarta.persistence.schema-generation.database.action"
                                                value="drop-and-create"/>
                                      <property name="jakarta.persistence.sql-load-script-source"
                                                value="META-INF/measures.sql"/>
                                    </properties>
                                  </persistence-unit>
                                </persistence>
                                """), "META-INF/persistence.xml");
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private List<String> items(String path) throws Exception {
        return get(path)
                .body()
                .lines()
                .filter(line -> line.startsWith("data: \""))
                .map(line -> line.substring("data: \"".length(), line.length() - 1))
                .toList();
    }

    @Test
    void anEmittersTransactionLastsUntilItsLastItem() throws Exception {
        assertThat(items("measures"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS)
                        .mapToObj(id -> id + " active")
                        .toList());
    }

    @Test
    void theTransactionOfAPulledHandlerIsOverBeforeItsFirstItem() throws Exception {
        assertThat(items("measures/too-late"))
                .containsExactly("1 active then none", "2 active then none", "3 active then none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"measures/nobodys", "measures/nobodys/count"})
    void aRequestThatNobodyHandlesIsNoPageOfTheServers(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:uuid:").doesNotContain("Nobodys", "CQRS", "<html");
    }
}
