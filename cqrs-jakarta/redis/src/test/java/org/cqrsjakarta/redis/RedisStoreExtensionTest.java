package org.cqrsjakarta.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.testkit.CircuitReports;
import org.cqrsjakarta.testkit.FaultProxy;
import org.cqrsjakarta.testkit.HeardCircuits;
import org.cqrsjakarta.testkit.HeardStreams;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The JAR in an application. */
class RedisStoreExtensionTest {

    private static final String URI = "cqrs.redis.uri";

    @AfterEach
    void clear() {
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("cqrs.redis."));
    }

    @Test
    void makesStoresThatAreClosedWithTheApplication() throws Exception {
        try (TestRedis redis = TestRedis.start();
                FaultProxy proxy = FaultProxy.to(redis.address())) {
            System.setProperty(URI, proxy.through(redis.uri()).toString());
            HeardCircuits heard = new HeardCircuits();
            HeardStreams heardOfStreams = new HeardStreams();
            CircuitStore store;
            try (WeldContainer container = application()) {
                store = container.select(CircuitStore.class).get();
                store.subscribe("shop", heard);
                heard.next(HeardCircuits.ALL);
                assertThat(store.exchange(CircuitReports.CIRCUIT, CircuitReports.failing("n1"))
                                .state())
                        .isEqualTo(CircuitState.OPEN);
                heard.next(CircuitReports.CIRCUIT.name());
                StreamStore streams = container.select(StreamStore.class).get();
                streams.subscribe("shop", "n1", heardOfStreams);
                heardOfStreams.next(HeardStreams.ALL);
                streams.append(Parts.STREAM, Parts.of(0, Parts.item(1)));
            }
            proxy.awaitOpen(0);
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("cqrs-redis"));
        }
    }

    @Test
    void asksForNoServerUntilItIsUsed() {
        System.setProperty(URI, TestRedis.uri(TestRedis.freePort()).toString());
        try (WeldContainer container = application()) {
            CircuitStore store = container.select(CircuitStore.class).get();
            assertThatThrownBy(() -> store.exchange(CircuitReports.CIRCUIT, CircuitReports.quiet("n1")))
                    .hasMessageStartingWith("CQRS01003");
        }
    }

    @Test
    void aMissingAddressIsRefused() {
        assertThatThrownBy(RedisStoreExtensionTest::application).hasMessageContaining("CQRS01000");
    }

    @Test
    void aBadAddressIsRefusedWithoutItsPassword() {
        System.setProperty(URI, "redis://user:s3cret@host:port");

        assertThatThrownBy(RedisStoreExtensionTest::application)
                .hasMessageContaining("CQRS01001")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("s3cret"));
    }

    @Test
    void badSettingsAreRefused() {
        for (Map.Entry<String, String> bad : Map.of(
                        "cqrs.redis.timeout", "soon",
                        "cqrs.redis.connections", "0",
                        "cqrs.redis.trust-store", "/nowhere.p12")
                .entrySet()) {
            System.setProperty(URI, "redis://host");
            System.setProperty(bad.getKey(), bad.getValue());
            assertThatThrownBy(RedisStoreExtensionTest::application)
                    .hasMessageContaining("CQRS01002: '" + bad.getKey() + "' is '" + bad.getValue() + "'; allowed: ");
            clear();
        }
    }

    private static WeldContainer application() {
        return new Weld()
                .disableDiscovery()
                .addExtension(new RedisStoreExtension())
                .addBeanClass(Object.class)
                .initialize();
    }
}
