package org.cqrsjakarta.it.resumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;

import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More streams than are allowed, in all and for one user. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BoundsIT {

    private static final int IN_ALL = 4;
    private static final int OF_USER = 2;
    private static final Pages ENDLESS = new Pages("clarissa", 1_000_000, 20);

    @ArquillianResource
    private URL base;

    private Library library;
    private final List<SseClient> clients = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return Library.war(
                "bounds",
                Map.of(
                        "cqrs.sse.resume-window",
                        "PT0S",
                        "cqrs.sse.max-streams",
                        String.valueOf(IN_ALL),
                        "cqrs.sse.max-streams-per-user",
                        String.valueOf(OF_USER)));
    }

    @BeforeEach
    void reach() {
        library = new Library(base);
    }

    @AfterEach
    void leave() throws Exception {
        for (SseClient client : clients) {
            client.close();
        }
        assertThat(eventually(library::account, now -> now.opened() == now.closed()))
                .satisfies(now -> assertThat(now.closed()).isEqualTo(now.opened()));
    }

    private SseClient open(String... headers) throws Exception {
        SseClient client = library.open(ENDLESS, headers);
        clients.add(client);
        return client;
    }

    private void assertServed(String... headers) throws Exception {
        SseClient client = open(headers);
        assertThat(client.status()).isEqualTo(200);
        assertThat(client.nextEvent().is("item")).isTrue();
    }

    private void assertRefused(int status, String... headers) throws Exception {
        int opened = library.account().opened();
        SseClient refused = open(headers);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(refused.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(library.account().opened()).isEqualTo(opened);
    }

    @Test
    void oneMoreThanAllowedInAllIsRefusedUntilOneLeaves() throws Exception {
        for (int i = 0; i < IN_ALL; i++) {
            assertServed();
        }
        assertRefused(503);
        clients.getFirst().close();
        assertThat(eventually(() -> open().status(), status -> status == 200)).isEqualTo(200);
    }

    @Test
    void oneMoreThanAllowedForAUserIsRefusedAndNobodyElseIs() throws Exception {
        for (int i = 0; i < OF_USER; i++) {
            assertServed("Authorization", Users.ADA);
        }
        assertRefused(429, "Authorization", Users.ADA);
        assertServed("Authorization", Users.BOB);
        assertServed();
        assertRefused(503, "Authorization", Users.BOB);
        assertRefused(429, "Authorization", Users.ADA);
    }
}
