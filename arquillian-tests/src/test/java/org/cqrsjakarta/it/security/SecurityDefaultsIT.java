package org.cqrsjakarta.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
}
