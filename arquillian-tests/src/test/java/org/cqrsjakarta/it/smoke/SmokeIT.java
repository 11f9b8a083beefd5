package org.cqrsjakarta.it.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SmokeIT {
    @Deployment
    static WebArchive war() {
        return ShrinkWrap.create(WebArchive.class, "smoke.war").addClasses(HelloResource.class, SmokeApplication.class);
    }

    @Test
    void theServerAnswersOnTheJdkThatRunsTheTests(@ArquillianResource URL base) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String answer = client.send(
                            HttpRequest.newBuilder(URI.create(base + "api/hello"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();

            assertThat(answer).isEqualTo("hello from " + Runtime.version().feature());
        }
    }
}
