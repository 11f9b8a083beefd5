package org.cqrsjakarta.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatCircuit;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.time.Duration;
import java.util.stream.Stream;
import org.cqrsjakarta.testkit.Delivery;
import org.cqrsjakarta.testkit.Script;
import org.cqrsjakarta.testkit.TestApplication;
import org.cqrsjakarta.testkit.TestApplicationBuilder;
import org.junit.jupiter.api.Test;

class PricesTest {

    static final Price A = new Price("a", 1.0);
    static final Price B = new Price("b", 2.0);
    static final Price C = new Price("c", 3.0);
    static final StreamPrices ACME = new StreamPrices("ACME");
    static final Script<Price> HEALTHY = Script.of(A, B, C);
    static final Script<Price> REFUSED = Script.cannotOpen(new ConnectException("refused"));

    /** Never asked: what it would give is in the scripts. */
    @ApplicationScoped
    static class NoExchange implements Exchange {
        @Override
        public Connection connect(String symbol) {
            throw new UnsupportedOperationException();
        }
    }

    @ApplicationScoped
    static class ThreePrices implements PriceTable {
        @Override
        public Stream<Price> today(String symbol) {
            return Stream.of(A, B, C);
        }
    }

    static TestApplicationBuilder prices() {
        return TestApplication.with(LivePrices.class, StoredPrices.class, NoExchange.class, ThreePrices.class);
    }

    @Test
    void aConnectionThatBreaksIsReplacedWhereItBroke() {
        try (TestApplication app = prices().replacing(LivePrices.class, HEALTHY.failingAt(2, new ConnectException()))
                .start()) {
            assertThatStream(app.pull(ACME))
                    .items(A, B)
                    .switchesOver("LivePrices", "StoredPrices")
                    .items(C)
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
                    .items(A, B, C)
                    .completes();
            assertThat(app.account(LivePrices.class).opened()).isEqualTo(3);

            app.clock().advance(Duration.ofSeconds(30));
            assertThatCircuit(app, "LivePrices").isHalfOpen();
            assertThatStream(app.pull(ACME)).items(A, B, C).completes();
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
