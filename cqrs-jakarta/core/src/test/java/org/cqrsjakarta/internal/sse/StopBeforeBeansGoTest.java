package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextListener;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.StoppingNotice;
import org.cqrsjakarta.internal.deployment.CqrsExtension;
import org.cqrsjakarta.internal.deployment.StopInitializer;
import org.cqrsjakarta.internal.deployment.Warnings;
import org.cqrsjakarta.internal.wire.Callers;
import org.cqrsjakarta.rest.SseMediator;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stop in order: streams end while the beans that their handlers use are there, and nothing fails for it. */
class StopBeforeBeansGoTest {

    record Ask() implements StreamRequest<Integer> {}

    /** What a handler uses for each item, as a pool of connections. */
    @ApplicationScoped
    static class Pool {
        private static final AtomicBoolean CLOSED = new AtomicBoolean();

        int next() {
            if (CLOSED.get()) {
                throw new IllegalStateException("the pool is closed");
            }
            return 1;
        }

        @PreDestroy
        void close() {
            CLOSED.set(true);
        }
    }

    /** Uses streams at its own end. */
    @ApplicationScoped
    static class Late {
        private static final List<Integer> GOT = new ArrayList<>();

        @Inject
        StreamingMediator mediator;

        void begin() {}

        @PreDestroy
        void close() {
            try (Stream<Integer> items = mediator.stream(new Ask())) {
                GOT.add(items.findFirst().orElseThrow());
            } catch (IllegalStateException poolIsGone) {
                GOT.add(0);
            }
        }
    }

    @StreamingHandler
    @CircuitBreaker(requestVolumeThreshold = 1)
    static class Live implements StreamingRequestHandler<Ask, Integer> {
        @Inject
        Pool pool;

        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.generate(() -> {
                DeliveryHarness.pauseOfAWhile();
                return pool.next();
            });
        }
    }

    @Fallback(of = Live.class)
    static class Cached implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.of(2);
        }
    }

    @BeforeEach
    void open() {
        Pool.CLOSED.set(false);
        Late.GOT.clear();
        System.setProperty("cqrs.sse.drain-timeout", "PT0.3S");
    }

    @AfterEach
    void restore() {
        System.clearProperty("cqrs.sse.drain-timeout");
    }

    private static WeldContainer deployed(Class<?>... more) {
        return new Weld()
                .disableDiscovery()
                .addExtension(new CqrsExtension())
                .addBeanClasses(Live.class, Cached.class, Pool.class)
                .addBeanClasses(more)
                .initialize();
    }

    private static DeliveryHarness.Client connected(WeldContainer container) {
        Callers.begin();
        SseMediator mediator = container.select(SseMediator.class).get();
        DeliveryHarness.Client client =
                new DeliveryHarness.Client().answeredBy(response -> mediator.deliver(new Ask(), response));
        client.await("event: item");
        return client;
    }

    private static void assertStoppedInOrder(DeliveryHarness.Client client, Warnings log) {
        client.awaitEnd();
        assertThat(client.text())
                .contains(": " + StoppingNotice.WORDS)
                .doesNotContain("event: switchover", "event: failure", "event: complete");
        assertThat(log.seen())
                .as("only that the stream did not end by itself")
                .allSatisfy(line -> assertThat(line).startsWith("CQRS00403"));
    }

    @Test
    void streamsEndBeforeTheBeansThatTheirHandlersUse() {
        try (Warnings log = new Warnings()) {
            WeldContainer container = deployed();
            DeliveryHarness.Client client = connected(container);
            container.shutdown();
            assertThat(Pool.CLOSED).isTrue();
            assertStoppedInOrder(client, log);
        }
    }

    private static void destroyWebApplication() {
        List<ServletContextListener> listeners = new ArrayList<>();
        ServletContext context = (ServletContext) Proxy.newProxyInstance(
                StopBeforeBeansGoTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> {
                    listeners.add((ServletContextListener) arguments[0]);
                    return null;
                });
        new StopInitializer().onStartup(null, context);
        listeners.getFirst().contextDestroyed(null);
    }

    @Test
    void theEndOfAWebApplicationStopsThemToo() {
        try (Warnings log = new Warnings();
                WeldContainer container = deployed()) {
            DeliveryHarness.Client client = connected(container);
            destroyWebApplication();
            assertThat(Pool.CLOSED).isFalse();
            assertStoppedInOrder(client, log);
            destroyWebApplication();
        }
    }

    @Test
    void whereThereIsNoContainerAWebApplicationEndsAllTheSame() {
        destroyWebApplication();
        assertThat(Late.GOT).isEmpty();
    }

    @Test
    void whatABeanAsksForAtItsOwnEndIsServed() {
        WeldContainer container = deployed(Late.class);
        CDI.current().select(Late.class).get().begin();
        container.shutdown();
        assertThat(Late.GOT).hasSize(1);
    }
}
