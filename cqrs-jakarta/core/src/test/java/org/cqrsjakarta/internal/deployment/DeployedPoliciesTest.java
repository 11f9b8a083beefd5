package org.cqrsjakarta.internal.deployment;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.spi.ManualTime;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retry, bulkhead and limits, as declared and as configured. */
class DeployedPoliciesTest {

    record Ask() implements StreamRequest<String> {}

    record AskStalled() implements StreamRequest<String> {}

    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    @BeforeEach
    void reset() {
        ATTEMPTS.set(0);
    }

    @StreamingHandler
    static class Flaky implements StreamingRequestHandler<Ask, String> {
        @Override
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        public Stream<String> handle(Ask request) throws IOException {
            if (ATTEMPTS.incrementAndGet() < 3) {
                throw new IOException("attempt " + ATTEMPTS);
            }
            return Stream.of("attempt " + ATTEMPTS);
        }
    }

    @Test
    void aPrimaryIsTriedAgain() {
        try (Deployed app = Deployed.with(Flaky.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("attempt 3");
        }
    }

    @Test
    void configurationSaysHowOften() {
        String property = Flaky.class.getName() + "/handle/Retry/maxRetries";
        try (Deployed app = Deployed.with(Map.of(property, "1"), Flaky.class)) {
            assertThatThrownBy(() -> app.mediator().stream(new Ask()).toList()).hasMessage("attempt 2");
        }
    }

    @Test
    void configurationSwitchesItOff() {
        try (Deployed app = Deployed.with(Map.of("Retry/enabled", "false"), Flaky.class)) {
            assertThatThrownBy(() -> app.mediator().stream(new Ask()).toList()).hasMessage("attempt 1");
        }
    }

    @StreamingHandler
    @Bulkhead(1)
    static class Narrow implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("narrow", "narrow");
        }
    }

    @Fallback(of = Narrow.class, applyOn = IOException.class)
    static class Wide implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("wide");
        }
    }

    @Test
    void theStreamTooManyGoesToTheFallbackWhateverThatAppliesOn() {
        try (Deployed app = Deployed.with(Narrow.class, Wide.class);
                Stream<String> first = app.mediator().stream(new Ask())) {
            Iterator<String> items = first.iterator();
            assertThat(items.next()).isEqualTo("narrow");
            assertThat(app.mediator().stream(new Ask())).containsExactly("wide");
        }
    }

    @Stereotype
    @StreamTimeout(firstItem = 2, unit = ChronoUnit.SECONDS)
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Impatient {}

    @StreamingHandler
    @Impatient
    static class Stalled implements StreamingRequestHandler<AskStalled, String> {
        static final CountDownLatch FOR_EVER = new CountDownLatch(1);

        @Override
        public Stream<String> handle(AskStalled request) throws InterruptedException {
            FOR_EVER.await();
            return Stream.of("never");
        }
    }

    static class Clock {
        @Produces
        @Singleton
        ManualTime time() {
            return new ManualTime();
        }
    }

    private static StreamTimeoutException timeout(Map<String, String> properties, Duration limit) throws Exception {
        try (Deployed app = Deployed.with(properties, Stalled.class, Clock.class)) {
            ManualTime time = app.get(ManualTime.class);
            List<Throwable> thrown = new java.util.ArrayList<>();
            Thread consumer = Thread.ofVirtual().start(() -> {
                try (Stream<String> stream = app.mediator().stream(new AskStalled())) {
                    stream.forEach(item -> {});
                } catch (Exception e) {
                    thrown.add(e);
                }
            });
            time.awaitWaiting(1);
            time.advance(limit.minusNanos(1));
            assertThat(consumer.isAlive()).isTrue();
            time.advance(Duration.ofNanos(1));
            consumer.join();
            return (StreamTimeoutException) thrown.getFirst();
        }
    }

    @Test
    void aLimitMayComeByAStereotype() throws Exception {
        assertThat(timeout(Map.of(), Duration.ofSeconds(2)).allowed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void configurationGivesALimitInItsUnitOrAsADuration() throws Exception {
        String property = Stalled.class.getName() + "/StreamTimeout/firstItem";
        assertThat(timeout(Map.of(property, "3"), Duration.ofSeconds(3)).allowed())
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(timeout(Map.of(property, "PT0.2S"), Duration.ofMillis(200)).allowed())
                .isEqualTo(Duration.ofMillis(200));
    }
}
