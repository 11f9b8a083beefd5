package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatCircuit;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.UnsatisfiedResolutionException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.FirstItem;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.cqrsjakarta.telemetry.TookOver;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.junit.jupiter.api.Test;

class TestApplicationTest {

    record Ask() implements StreamRequest<String> {}

    record Told(String what) {}

    record Followed(String what) {}

    @StreamingHandler
    @CircuitBreaker(requestVolumeThreshold = 1, failureRatio = 1.0, delay = 10, delayUnit = ChronoUnit.SECONDS)
    static class Live implements StreamingRequestHandler<Ask, String> {
        @Inject
        DomainEvents events;

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("a", "b").map(item -> {
                events.raise(new Told(item));
                if (item.equals("b")) {
                    throw Performance.<RuntimeException>thrown(new IOException("lost"));
                }
                return item;
            });
        }
    }

    @Fallback(of = Live.class, continuation = Continuation.SKIP_DELIVERED)
    static class Stored implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("a", "b", "c");
        }
    }

    record Configured() implements StreamRequest<String> {}

    /** Looks its property up in each of the ways there are, on the thread of the stream. */
    @StreamingHandler
    static class Reader implements StreamingRequestHandler<Configured, String> {
        @Inject
        @ConfigProperty(name = "greeting", defaultValue = "none")
        String greeting;

        @Override
        public Stream<String> handle(Configured request) {
            return Stream.of(greeting, ConfigProvider.getConfig().getValue("greeting", String.class));
        }
    }

    @ApplicationScoped
    static class Observer {
        final List<Object> seen = new CopyOnWriteArrayList<>();

        @Inject
        Event<Followed> followed;

        void on(@Observes Told told) {
            seen.add(told);
            followed.fire(new Followed(told.what()));
            throw new IllegalStateException("observers may");
        }

        List<Object> seen() {
            return seen;
        }
    }

    static class WithoutScope {}

    @Test
    void beansAreTheGivenClassesAndNoOthers() {
        try (TestApplication app = TestApplication.with(Live.class, Observer.class, WithoutScope.class)
                .start()) {
            assertThat(app.get(Observer.class).seen()).isEmpty();
            assertThat(app.get(WithoutScope.class)).isNotNull();
            assertThatThrownBy(() -> app.get(Stored.class)).isInstanceOf(UnsatisfiedResolutionException.class);
        }
    }

    @Test
    void applicationsAreConfiguredOneByOne() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (TestApplication polite = TestApplication.with(Reader.class)
                .configured("greeting", "good day")
                .start()) {
            assertThat(polite.pull(new Configured()).items()).containsExactly("good day", "good day");
            assertThatStream(polite.deliver(new Configured()).frames())
                    .items("good day", "good day")
                    .completes();
            try (TestApplication rude = TestApplication.with(Reader.class)
                    .configured("greeting", "oi")
                    .start()) {
                assertThat(rude.pull(new Configured()).items()).containsExactly("oi", "oi");
                assertThat(polite.pull(new Configured()).items()).containsExactly("good day", "good day");
            }
            assertThat(polite.pull(new Configured()).items()).containsExactly("good day", "good day");
        }
        assertThat(System.getProperty("greeting")).isNull();
        assertThat(ConfigProvider.getConfig().getOptionalValue("greeting", String.class))
                .isEmpty();
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void propertiesWinOverThoseOfTheSystem() {
        System.setProperty("greeting", "of the system");
        try (TestApplication silent = TestApplication.with(Reader.class).start()) {
            assertThat(silent.pull(new Configured()).items()).containsOnly("of the system");
            try (TestApplication loud = TestApplication.with(Reader.class)
                    .configured("greeting", "own")
                    .start()) {
                assertThat(loud.pull(new Configured()).items()).containsOnly("own");
            }
        } finally {
            System.clearProperty("greeting");
        }
    }

    @Test
    void theLibraryAndItsPoliciesAreConfiguredToo() {
        try (TestApplication app = TestApplication.with(Live.class)
                .configured(Live.class.getName() + "/CircuitBreaker/delay", "7")
                .start()) {
            assertThat(app.circuits().all())
                    .singleElement()
                    .satisfies(circuit -> assertThat(circuit.policy().delay()).hasSeconds(7));
        }
    }

    @Test
    void aRefusedDeploymentLeavesNothingBehind() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        assertThatThrownBy(() -> TestApplication.with(Live.class)
                        .configured("cqrs.sse.heartbeat", "often")
                        .start())
                .hasMessageContaining("CQRS00113")
                .hasMessageContaining("often");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        assertThat(ConfigProvider.getConfig().getOptionalValue("cqrs.sse.heartbeat", String.class))
                .isEmpty();
    }

    @Test
    void theClockIsTurnedByHand() {
        try (TestApplication app =
                TestApplication.with(Live.class, Stored.class).start()) {
            app.pull(new Ask());
            assertThatCircuit(app, "Live").isOpen();
            app.clock().advance(Duration.ofMillis(9_999));
            assertThatCircuit(app, "Live").isOpen();
            app.clock().advance(Duration.ofMillis(1));
            assertThatCircuit(app, "Live").isHalfOpen();
        }
    }

    @Test
    void telemetryIsRecordedInOrder() {
        try (TestApplication app =
                TestApplication.with(Live.class, Stored.class).start()) {
            app.deliver(new Ask()).frames();
            assertThat(app.telemetry(TelemetryEvent.class))
                    .extracting(Object::getClass)
                    .containsExactly(
                            StreamStarted.class,
                            FirstItem.class,
                            CircuitChanged.class,
                            SwitchedOver.class,
                            TookOver.class,
                            StreamEnded.class);
            assertThat(app.telemetry(CircuitChanged.class))
                    .containsExactly(new CircuitChanged("Live", CircuitState.CLOSED, CircuitState.OPEN));
            assertThat(app.telemetry(StreamEnded.class)).singleElement().satisfies(ended -> {
                assertThat(ended.items()).isEqualTo(3);
                assertThat(ended.steps()).containsExactly("Live", "Stored");
            });
        }
    }

    @Test
    void domainEventsAreRecordedInOrderAndWhatObserversThrowHidesNone() {
        try (TestApplication app =
                TestApplication.with(Live.class, Stored.class, Observer.class).start()) {
            assertThatStream(app.pull(new Ask()))
                    .items("a")
                    .switchesOver("Live", "Stored")
                    .items("b", "c")
                    .completes();
            assertThat(app.domainEvents())
                    .containsExactly(new Told("a"), new Followed("a"), new Told("b"), new Followed("b"));
            assertThat(app.get(Observer.class).seen()).containsExactly(new Told("a"), new Told("b"));
        }
    }

    @Test
    void aPulledStreamTellsHowItEnded() {
        try (TestApplication app = TestApplication.with(Live.class).start()) {
            Pulled<String> pulled = app.pull(new Ask());
            assertThat(pulled.items()).containsExactly("a");
            assertThat(pulled.switchovers()).isEmpty();
            assertThat(pulled.failure()).isInstanceOf(IOException.class).hasMessage("lost");
        }
    }

    @Test
    void switchoversAreThoseOfTheStreamItself() {
        try (TestApplication app = TestApplication.with(Live.class, Stored.class)
                .configured("CircuitBreaker/enabled", "false")
                .start()) {
            app.pull(new Ask());
            assertThat(app.pull(new Ask()).switchovers()).singleElement().satisfies(event -> {
                assertThat(event.position()).isEqualTo(1);
                assertThat(event.stream()).isEqualTo(app.telemetry(StreamStarted.class).getLast().stream());
            });
        }
    }

    @Test
    void requestsThatNobodyHandlesAreRefusedAtOnce() {
        try (TestApplication app = TestApplication.with(Live.class).start()) {
            assertThatThrownBy(() -> app.pull(new Configured())).isInstanceOf(UnknownRequestException.class);
            assertThat(app.deliver(new Configured()).status()).isEqualTo(500);
        }
    }

    @Test
    void closingEndsWhatStalls() {
        Delivery delivery;
        Account account;
        try (TestApplication app = TestApplication.with()
                .replacing(Live.class, Script.of("a").thenStalls().thenStalls())
                .start()) {
            delivery = app.deliver(new Ask());
            account = app.account(Live.class);
            account.awaitStalled(1);
        }
        assertThat(delivery.result()).isCompleted();
        assertThat(account.closed()).isEqualTo(1);
    }
}
