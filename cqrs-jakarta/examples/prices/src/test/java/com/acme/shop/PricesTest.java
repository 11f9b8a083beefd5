package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatCircuit;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import java.net.ConnectException;
import java.time.Duration;
import org.cqrsjakarta.testkit.Delivery;
import org.cqrsjakarta.testkit.Script;
import org.cqrsjakarta.testkit.TestApplication;
import org.cqrsjakarta.testkit.TestApplicationBuilder;
import org.junit.jupiter.api.Test;

class PricesTest {

    static final StreamPrices ACME = new StreamPrices("ACME");
    static final Price A = new Price("ACME-1", 101);
    static final Price B = new Price("ACME-2", 102);
    static final Price C = new Price("ACME-3", 103);
    static final Price D = new Price("ACME-4", 104);
    static final Price E = new Price("ACME-5", 105);
    static final Script<Price> HEALTHY = Script.of(A, B, C, D, E);
    static final Script<Price> REFUSED = Script.cannotOpen(new ConnectException("refused"));

    static TestApplicationBuilder prices() {
        return TestApplication.with(LivePrices.class, StoredPrices.class, Exchange.class, PriceTable.class);
    }

    @Test
    void aConnectionThatBreaksIsReplacedWhereItBroke() {
        try (TestApplication app = prices().replacing(LivePrices.class, HEALTHY.failingAt(2, new ConnectException()))
                .start()) {
            assertThatStream(app.pull(ACME))
                    .items(A, B)
                    .switchesOver("LivePrices", "StoredPrices")
                    .items(C, D, E)
                    .completes();
            assertThat(app.account(LivePrices.class).closed()).isEqualTo(1);
        }
    }

    @Test
    void afterThreeFailuresTheExchangeIsLeftAloneForHalfAMinute() {
        try (TestApplication app = prices().replacing(LivePrices.class, REFUSED, REFUSED, REFUSED, HEALTHY)
                .start()) {
            for (int i = 0; i < 3; i++) {
                assertThatCircuit(app, "LivePrices").isClosed();
                app.pull(ACME);
            }
            assertThatCircuit(app, "LivePrices").isOpen();
            assertThatStream(app.pull(ACME))
                    .switchesOver("LivePrices", "StoredPrices")
                    .items(A, B, C, D, E)
                    .completes();
            assertThat(app.account(LivePrices.class).opened()).isEqualTo(3);

            app.clock().advance(Duration.ofSeconds(30));
            assertThatCircuit(app, "LivePrices").isHalfOpen();
            assertThatStream(app.pull(ACME)).items(A, B, C, D, E).completes();
            assertThatCircuit(app, "LivePrices").isClosed();
        }
    }

    @Test
    void aSilentExchangeDoesNotLookLikeALostConnection() {
        try (TestApplication app = prices().replacing(
                        LivePrices.class, Script.of(A).thenStalls().then(B))
                .configured("cqrs.sse.heartbeat", "PT5S")
                .start()) {
            Delivery delivery = app.deliver(ACME);
            app.account(LivePrices.class).awaitStalled(1);
            app.clock().advance(Duration.ofMillis(1));
            assertThatStream(delivery.recorded()).items(A);

            app.clock().advance(Duration.ofSeconds(5));
            assertThat(delivery.recorded().getLast().comments()).isNotEmpty();

            app.account(LivePrices.class).release();
            assertThatStream(delivery.frames()).items(A, B).completes();
        }
    }
}
