package org.cqrsjakarta.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.cqrsjakarta.Circuits;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.rest.SseMediator;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;

/**
 * A small application in a CDI container of its own, without a server, and with a clock that is turned by hand.
 *
 * <pre>{@code
 * try (TestApplication app = TestApplication.with(LivePrices.class, StoredPrices.class)
 *         .configured("cqrs.sse.heartbeat", "PT1S")
 *         .start()) {
 *     assertThatStream(app.pull(new StreamPrices("ACME"))).items(1.0, 2.0).completes();
 * }
 * }</pre>
 *
 * <p>The container holds the given classes and the beans of the extensions on the class path, and nothing else: archives
 * are not searched. Several applications may be open at once. Callable from any thread, but for
 * {@link TestApplicationBuilder#start} and {@link #close}, which belong to one.
 */
public final class TestApplication implements AutoCloseable {

    private final WeldContainer container;
    private final OwnConfig config;
    private final ManualTime clock;
    private final Recorder recorder;
    private final Map<Class<?>, Account> accounts;
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

    TestApplication(
            WeldContainer container,
            OwnConfig config,
            ManualTime clock,
            Recorder recorder,
            Map<Class<?>, Account> accounts) {
        this.container = container;
        this.config = config;
        this.clock = clock;
        this.recorder = recorder;
        this.accounts = accounts;
    }

    /**
     * Begins to put an application together.
     *
     * @param beans its classes: handlers, what these are injected with, and alternatives that replace some of them. Each
     *     is a bean, also one without a scope or stereotype, as in an archive with the discovery mode {@code all}
     */
    public static TestApplicationBuilder with(Class<?>... beans) {
        return new TestApplicationBuilder(List.of(beans));
    }

    /** The mediator. */
    public SseMediator mediator() {
        return get(SseMediator.class);
    }

    /** The circuits. */
    public Circuits circuits() {
        return get(Circuits.class);
    }

    /** The clock: heartbeats, timeouts, circuits and pauses pass when it is turned, on the thread that turns it. */
    public ManualTime clock() {
        return clock;
    }

    /**
     * Gives a bean.
     *
     * @throws jakarta.enterprise.inject.UnsatisfiedResolutionException if there is none of this type
     * @throws jakarta.enterprise.inject.AmbiguousResolutionException   if there are several
     */
    public <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    /**
     * Pulls a stream to its end, on this thread. One that waits for the clock, as in a pause before a retry, or that stalls
     * has to be let go on by another thread: deliver it instead.
     *
     * @return what it gave, and how it ended
     * @throws org.cqrsjakarta.UnknownRequestException when no handler is declared for the request's type
     */
    public <R> Pulled<R> pull(StreamRequest<R> request) {
        return config.seenBy(() -> consumed(mediator().stream(request)));
    }

    /**
     * Delivers a stream as {@link SseMediator#deliver} does, to a client that reads at once. Returns at once. When
     * the application is closed, so is the connection.
     */
    public Delivery deliver(StreamRequest<?> request) {
        return deliver(request, null);
    }

    /**
     * The same to a client that comes back, to this application or to another node of it.
     *
     * @param lastEventId {@link Frame#id} of the last event that it has got; {@code null} if it was never here before
     */
    public Delivery deliver(StreamRequest<?> request, @Nullable String lastEventId) {
        Delivery delivery = config.seenBy(() -> Delivery.start(mediator(), request, lastEventId));
        deliveries.add(delivery);
        return delivery;
    }

    /**
     * What telemetry has told so far, in order.
     *
     * @param type of the events: one of them, or {@link TelemetryEvent} for all
     */
    public <T extends TelemetryEvent> List<T> telemetry(Class<T> type) {
        return recorder.all(type);
    }

    /**
     * The domain events that were fired so far, in the order in which they reached their observers; and what the
     * application itself has fired through {@code Event.fire} without a qualifier.
     */
    public List<Object> domainEvents() {
        return recorder.domainEvents();
    }

    /**
     * What became of a handler that plays scripts.
     *
     * @param handler its class
     * @throws IllegalArgumentException if the application has no such handler
     */
    public Account account(Class<?> handler) {
        Account account = accounts.get(handler);
        if (account == null) {
            throw new IllegalArgumentException(
                    "'" + handler.getName() + "' plays no script in this application; give it one by playing("
                            + handler.getSimpleName() + ".class, Script.of(...))");
        }
        return account;
    }

    /**
     * Ends the application: what stalls is let go on, connections are closed, and then the container is shut down.
     *
     * @throws AssertionError if a delivery does not end within 30 seconds, although its client is gone
     */
    @Override
    public void close() {
        try (config;
                container) {
            accounts.values().forEach(Account::release);
            deliveries.forEach(Delivery::breakOff);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private <R> Pulled<R> consumed(Stream<R> stream) {
        int mark = recorder.size();
        List<R> items = new ArrayList<>();
        Throwable failure = null;
        try (stream) {
            stream.forEach(items::add);
        } catch (Throwable e) {
            failure = e;
        }
        return new Pulled<>(items, recorder.switchoversSince(mark), failure);
    }
}
