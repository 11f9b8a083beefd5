package org.cqrsjakarta.it.contexts;

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

/** Rule 6: request context, security identity and class loader, after the resource method has returned. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ContextsIT {

    private static final String ADA = basic("ada:lovelace");
    private static final String BOB = basic("bob:builder");

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                        "contexts",
                        Map.of(),
                        WhoAmI.class,
                        Seen.class,
                        Kept.class,
                        Mirror.class,
                        SecondMirror.class,
                        Users.class,
                        MirrorResource.class,
                        MirrorResource.Root.class)
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

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDeliveredStreamRunsAsItsCaller() throws Exception {
        try (SseClient client = SseClient.open(URI.create(base + "mirror"), "Authorization", ADA)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.frames())
                    .filteredOn(frame -> frame.is("item"))
                    .extracting(Frame::data)
                    .isEqualTo(List.of(
                            "\"primary request 1 caller ada reader true loader true virtual true\"",
                            "\"primary request 2 caller ada reader true loader true virtual true\"",
                            "\"fallback request 3 caller ada reader true loader true virtual true\""));
        }
    }

    @Test
    void aPulledStreamSharesTheRequestOfItsCaller() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String items = client.send(
                            HttpRequest.newBuilder(URI.create(base + "mirror/pulled"))
                                    .header("Authorization", ADA)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(items.lines())
                    .containsExactly(
                            "primary request 2 caller ada reader true loader true virtual false",
                            "primary request 3 caller ada reader true loader true virtual false",
                            "fallback request 4 caller ada reader true loader true virtual false");
        }
    }

    private String ask(String path, String authorization) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(base + path))
                                    .header("Authorization", authorization)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** Whichever of the server's threads serves whoever pulls. */
    @Test
    void aStreamThatOutlivesItsRequestRunsAsWhoOpenedIt() throws Exception {
        for (int round = 0; round < 30; round++) {
            assertThat(ask("mirror/opened", ADA)).isEqualTo("opened");
            assertThat(ask("mirror/taken", BOB)).startsWith("primary").contains("caller ada reader true loader true");
            assertThat(ask("mirror/taken", ADA)).startsWith("primary").contains("caller ada reader true loader true");
            assertThat(ask("mirror/taken", BOB)).startsWith("fallback").contains("caller ada reader true loader true");
            assertThat(ask("mirror/taken", BOB)).isEqualTo("end");
        }
    }
}
