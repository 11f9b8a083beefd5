package org.cqrsjakarta.it.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** README's own pair, as its own pom packs it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PricesIT {

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("prices.war")));
    }

    private static Map<String, Object> price(int number) {
        return new TreeMap<>(Map.of("id", "ACME-" + number, "value", 100.0 + number));
    }

    private static Object[] prices(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(PricesIT::price).toArray();
    }

    private SseClient open() throws Exception {
        return SseClient.open(URI.create(base.toString()).resolve("api/prices?symbol=ACME"));
    }

    @Test
    void threePricesComeFromTheExchangeAndTheOthersFromTheTable() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (SseClient client = open()) {
                assertThat(client.status()).isEqualTo(200);
                assertThatStream(client.frames())
                        .items(prices(1, 3))
                        .switchesOver("LivePrices", "StoredPrices")
                        .items(prices(4, 5))
                        .completes();
            }
        }
        // After three failures the circuit is open.
        try (SseClient client = open()) {
            assertThatStream(client.frames())
                    .switchesOver("LivePrices", "StoredPrices")
                    .items(prices(1, 5))
                    .completes();
        }
    }
}
