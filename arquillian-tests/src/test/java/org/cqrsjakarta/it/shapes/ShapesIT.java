package org.cqrsjakarta.it.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.it.contexts.Users;
import org.cqrsjakarta.it.support.Wars;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rule 6 for every shape and every way to consume it: who the caller is, in handlers and in observers. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ShapesIT {

    private static final String ADA =
            "Basic " + Base64.getEncoder().encodeToString("ada:lovelace".getBytes(StandardCharsets.UTF_8));
    private static final List<String> ITEMS =
            List.of("emitting ada true true", "limited ada true true", "publishing ada true true");

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                        "shapes",
                        Map.of(),
                        AskAll.class,
                        AskOne.class,
                        Mentioned.class,
                        Witness.class,
                        Visit.class,
                        Emitting.class,
                        Limited.class,
                        Publishing.class,
                        Responding.class,
                        Users.class,
                        ShapesResource.class,
                        ShapesResource.Root.class)
                .setWebXML(new StringAsset("""
                                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                                  <security-constraint>
                                    <web-resource-collection>
                                      <web-resource-name>all</web-resource-name>
                                      <url-pattern>/*</url-pattern>
                                    </web-resource-collection>
                                    <auth-constraint><role-name>reader</role-name></auth-constraint>
                                  </security-constraint>
                                  <security-role><role-name>reader</role-name></security-role>
                                </web-app>
                                """));
    }

    private String get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(base + "shapes/" + path))
                                    .header("Authorization", ADA)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private void assertThatObserversSawTheCaller() throws Exception {
        assertThat(get("observed").lines())
                .containsExactly(
                        "observer of emitting ada true true",
                        "observer of emitting ada true true",
                        "observer of limited ada true true",
                        "observer of publishing ada true true");
    }

    @Test
    void delivered() throws Exception {
        get("observed");
        try (SseClient client = SseClient.open(URI.create(base + "shapes"), "Authorization", ADA)) {
            assertThat(client.frames())
                    .filteredOn(frame -> frame.is("item"))
                    .extracting(Frame::data)
                    .isEqualTo(ITEMS.stream().map(item -> '"' + item + '"').toList());
        }
        assertThatObserversSawTheCaller();
    }

    @Test
    void pulledItemByItem() throws Exception {
        get("observed");
        assertThat(get("pulled").lines()).containsExactlyElementsOf(ITEMS);
        assertThatObserversSawTheCaller();
    }

    @Test
    void published() throws Exception {
        get("observed");
        assertThat(get("published").lines()).containsExactlyElementsOf(ITEMS);
        assertThatObserversSawTheCaller();
    }

    @Test
    void sent() throws Exception {
        assertThat(get("sent")).isEqualTo("responding ada true true");
    }
}
