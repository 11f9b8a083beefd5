package org.cqrsjakarta.internal.sse;

import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.deployment.CqrsExtension;
import org.cqrsjakarta.internal.wire.Callers;
import org.cqrsjakarta.rest.SseMediator;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application with a clock of its own, which stands still: as {@link ManualTime}'s documentation has it for tests. */
class StopByHandTest {

    record Ask() implements StreamRequest<Integer> {}

    @StreamingHandler
    static class Live implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.generate(() -> {
                DeliveryHarness.pauseOfAWhile();
                return 1;
            });
        }
    }

    @ApplicationScoped
    static class Clock {
        static final ManualTime CLOCK = new ManualTime();

        @Produces
        Time clock() {
            return CLOCK;
        }
    }

    private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

    @AfterEach
    void turnTheClock() {
        until(
                () -> {
                    Clock.CLOCK.advance(Duration.ofSeconds(1));
                    return stopped.isDone();
                },
                () -> "the application has stopped when its clock was turned");
    }

    @Test
    void anApplicationWhoseClockStandsStillStopsAllTheSame() {
        WeldContainer container = new Weld()
                .disableDiscovery()
                .addExtension(new CqrsExtension())
                .addBeanClasses(Live.class, Clock.class)
                .initialize();
        Callers.begin();
        SseMediator mediator = container.select(SseMediator.class).get();
        Client client = new Client().answeredBy(response -> mediator.deliver(new Ask(), response));
        client.await("event: item");
        stopped = CompletableFuture.runAsync(container::shutdown, Thread.ofVirtual()::start);
        until(stopped::isDone, () -> "the application has stopped");
    }
}
