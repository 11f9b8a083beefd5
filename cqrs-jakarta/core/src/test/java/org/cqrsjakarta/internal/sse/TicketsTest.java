package org.cqrsjakarta.internal.sse;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.wire.JerseyRig;
import org.cqrsjakarta.rest.StreamRefusedException;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are opened by a ticket, once and soon. */
class TicketsTest {

    private final DeliveryHarness harness = new DeliveryHarness(Rules.allowing(100, 3));
    private final Feed live = harness.feed();
    private final Chain<Object> chain = harness.chain(live);

    private String issueTo(String user) {
        return harness.issue(chain, Ask.USUAL, user);
    }

    private void assertRefused(Client client) {
        assertThat(client.response().getStatus()).isEqualTo(403);
        assertThat(client.response().getHeaderString("Retry-After")).isNull();
        assertThat((String) client.response().getEntity())
                .isEqualTo(
                        "{\"title\":\"Forbidden\",\"status\":403,\"type\":\"about:blank\",\"detail\":\"The ticket is unknown,"
                                + " spent or too old; ask for another one\"}");
        assertThatThrownBy(() -> client.result
                        .toCompletableFuture()
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .hasCauseInstanceOf(StreamRefusedException.class)
                .hasMessageContaining("CQRS00453")
                .hasMessageContaining("cqrs.sse.ticket-life");
    }

    @Test
    void oneTooManyIsAnsweredBy429() {
        DeliveryHarness harness = new DeliveryHarness(Rules.usual());
        JerseyRig rig = new JerseyRig(harness, harness.chain(harness.feed()), new ResourceConfig());
        for (int i = 0; i < 20; i++) {
            assertThat(rig.get("ticket").awaitEnd().status()).isEqualTo(200);
        }
        JerseyRig.Wire refused = rig.get("ticket").awaitEnd();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text()).contains("\"status\":429");
    }

    @Test
    void aTicketOpensTheStreamForWhichItWasIssued() {
        Client client = harness.redeem(issueTo("alice"), null);
        live.give(1).end();
        client.awaitEnd();
        assertThat(client.items()).containsExactly("1");
    }

    @Test
    void onlyOnce() {
        String ticket = issueTo("alice");
        harness.redeem(ticket, null).await("retry");
        assertRefused(harness.redeem(ticket, null));
        until(() -> harness.opened.get() == 1, () -> "one handler");
    }

    @Test
    void onlySoon() {
        String early = issueTo("alice");
        harness.turn(Rules.TICKET_LIFE.minus(ofMillis(1)));
        String late = issueTo("alice");
        harness.turn(ofMillis(1));
        assertRefused(harness.redeem(early, null));
        harness.redeem(late, null).await("retry");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"0123456789abcdef0123456789abcdef", "' or 1=1"})
    void anythingElseOpensNothing(String ticket) {
        issueTo("alice");
        assertRefused(harness.redeem(ticket, null));
        assertThat(harness.opened).hasValue(0);
    }

    @Test
    void whoHasLostItsConnectionComesBackWithTheSameTicket() {
        String ticket = issueTo("alice");
        Client client = harness.redeem(ticket, null);
        live.give(1, 2);
        client.await("id: s1.2");
        client.leave();
        live.give(3);
        client.awaitEnd();
        Client again = harness.redeem(ticket, "s1.2");
        again.await("id: s1.3");
        live.give(4).end();
        again.awaitEnd();
        assertThat(again.items()).containsExactly("3", "4");
        assertThat(harness.redeem(ticket, again.lastId()).response().getStatus())
                .isEqualTo(204);
    }

    @Test
    void butNotWhenTheStreamIsHeldNoMore() {
        String ticket = issueTo("alice");
        Client client = harness.redeem(ticket, null);
        live.give(1);
        client.await("id: s1.1");
        client.leave();
        live.give(2);
        client.awaitEnd();
        harness.turn(Rules.WINDOW);
        assertRefused(harness.redeem(ticket, "s1.1"));
    }

    @Test
    void norWithSomebodyElsesTicketOrNone() {
        Client alices = harness.redeem(issueTo("alice"), null);
        live.give(1);
        alices.await("id: s1.1");
        assertRefused(harness.redeem(null, "s1.1"));
        Client others = harness.redeem(issueTo("eve"), "s1.1");
        others.await("id: s2.1");
        Client without = harness.connect(chain, Ask.USUAL, "alice", "s1.1", new Client());
        without.await("id: s3.1");
        live.give(2).end();
        alices.awaitEnd();
        assertThat(alices.items()).as("undisturbed").containsExactly("1", "2");
    }

    @Test
    void aTicketsStreamCountsForItsUser() {
        for (int i = 0; i < 3; i++) {
            harness.redeem(issueTo("alice"), null).await("retry");
        }
        Client client = harness.redeem(issueTo("alice"), null);
        assertThat(client.response().getStatus()).isEqualTo(429);
    }

    @Test
    void ticketsAreFewAndNobodyTakesThemAll() {
        for (int i = 0; i < 3; i++) {
            issueTo("alice");
        }
        assertThatThrownBy(() -> issueTo("alice"))
                .isInstanceOf(StreamRefusedException.class)
                .hasMessageContaining("CQRS00455: The caller has 3 unused tickets");
        for (int i = 3; i < 20; i++) {
            issueTo("user" + i);
        }
        assertThatThrownBy(() -> issueTo("bob"))
                .isInstanceOf(StreamRefusedException.class)
                .hasMessageContaining("CQRS00454: 20 tickets are unused");
        harness.turn(Rules.TICKET_LIFE);
        assertThat(issueTo("alice")).as("unused ones make way in time").isNotNull();
    }

    @Test
    void noTicketIsLikeAnother() {
        Set<String> tickets = new HashSet<>();
        for (int i = 0; i < 15; i++) {
            String ticket = issueTo(null);
            assertThat(ticket).matches("[0-9a-f]{32}");
            tickets.add(ticket);
        }
        assertThat(tickets).hasSize(15);
    }
}
