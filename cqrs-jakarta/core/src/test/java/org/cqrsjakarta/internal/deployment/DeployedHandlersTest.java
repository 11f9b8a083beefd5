package org.cqrsjakarta.internal.deployment;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.CircuitStatus;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers are beans like any other. */
class DeployedHandlersTest {

    record Ask() implements StreamRequest<String> {}

    record Other() implements StreamRequest<String> {}

    static class Page<T> implements StreamRequest<T> {}

    static class LastPage extends Page<Integer> {}

    private static final AtomicInteger DESTROYED = new AtomicInteger();
    private static final AtomicInteger INTERCEPTED = new AtomicInteger();

    @BeforeEach
    void reset() {
        DESTROYED.set(0);
        INTERCEPTED.set(0);
    }

    private static Stream<String> failingAfter(String... items) {
        return Stream.concat(
                Stream.of(items),
                Stream.<String>generate(() -> {
                            throw new IllegalStateException("source is gone");
                        })
                        .limit(1));
    }

    @StreamingHandler
    static class Live implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return failingAfter("live");
        }

        @PreDestroy
        void destroyed() {
            DESTROYED.incrementAndGet();
        }
    }

    @Fallback(of = Live.class)
    static class Cached implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("cached");
        }
    }

    @Fallback(of = Cached.class)
    static class Last implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("last");
        }
    }

    @Test
    void aChainRunsThroughItsFallbacks() {
        try (Deployed app = Deployed.with(Live.class, Cached.class, Last.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("live", "cached");
            assertThat(DESTROYED).as("dependent instances destroyed").hasValue(1);
        }
    }

    @Test
    void aRequestWithoutHandlerIsRefusedByName() {
        try (Deployed app = Deployed.with(Live.class)) {
            assertThatThrownBy(() -> app.mediator().stream(new Other()))
                    .isInstanceOf(UnknownRequestException.class)
                    .hasMessageContaining("CQRS00150")
                    .hasMessageContaining(Other.class.getName());
        }
    }

    @Alternative
    @Priority(1)
    @StreamingHandler
    static class Replayed implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return failingAfter("replayed");
        }
    }

    @Test
    void anAlternativeReplacesAPrimaryAndKeepsItsFallback() {
        try (Deployed app = Deployed.with(Live.class, Replayed.class, Cached.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("replayed", "cached");
        }
    }

    @ApplicationScoped
    @StreamingHandler
    static class Counting implements StreamingRequestHandler<Ask, String> {
        private int calls;

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("call " + ++calls);
        }
    }

    @Singleton
    @StreamingHandler
    static class CountingOther implements StreamingRequestHandler<Other, String> {
        private int calls;

        @Override
        public Stream<String> handle(Other request) {
            return Stream.of("call " + ++calls);
        }
    }

    @Test
    void scopesHold() {
        try (Deployed app = Deployed.with(Counting.class, CountingOther.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("call 1");
            assertThat(app.mediator().stream(new Ask())).containsExactly("call 2");
            assertThat(app.mediator().stream(new Other())).containsExactly("call 1");
            assertThat(app.mediator().stream(new Other())).containsExactly("call 2");
        }
    }

    static class Made implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return failingAfter("made");
        }
    }

    static class Maker {
        @Produces
        @StreamingHandler
        @CircuitBreaker(requestVolumeThreshold = 1)
        Made made() {
            return new Made();
        }

        @Produces
        @Fallback(of = Made.class)
        StreamingRequestHandler<Ask, String> spare = new Cached();
    }

    @Test
    void producersMakeHandlers() {
        try (Deployed app = Deployed.with(Maker.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("made", "cached");
            assertThat(app.circuits().all()).singleElement().satisfies(circuit -> {
                assertThat(circuit.name()).isEqualTo("Made");
                assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
            });
            assertThat(app.mediator().stream(new Ask())).containsExactly("cached");
        }
    }

    @Decorator
    @Priority(1)
    static class Loud implements StreamingRequestHandler<Ask, String> {
        @Inject
        @Delegate
        @Any
        StreamingRequestHandler<Ask, String> delegate;

        @Override
        public Stream<String> handle(Ask request) throws Exception {
            return delegate.handle(request).map(item -> item + "!");
        }
    }

    @Test
    void decoratorsApply() {
        try (Deployed app = Deployed.with(Counting.class, Loud.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("call 1!");
        }
    }

    @StreamingHandler
    static class IntegerPages implements StreamingRequestHandler<Page<Integer>, Integer> {
        @Override
        public Stream<Integer> handle(Page<Integer> request) {
            return Stream.of(1);
        }
    }

    @StreamingHandler
    static class StringPages implements StreamingRequestHandler<Page<String>, String> {
        @Override
        public Stream<String> handle(Page<String> request) {
            return Stream.of("one");
        }
    }

    @Test
    void parameterisationsOfOneRequestTypeAreDifferent() {
        try (Deployed app = Deployed.with(IntegerPages.class, StringPages.class)) {
            assertThat(app.mediator().stream(new Page<Integer>() {})).containsExactly(1);
            assertThat(app.mediator().stream(new Page<String>() {})).containsExactly("one");
            assertThat(app.mediator().stream(new LastPage())).containsExactly(1);
            assertThatThrownBy(() -> app.mediator().stream(new Page<String>()))
                    .isInstanceOf(UnknownRequestException.class)
                    .hasMessageContaining("CQRS00151")
                    .hasMessageContaining("Page<java.lang.Integer>");
        }
    }

    @Test
    void theOnlyParameterisationNeedsNoSubclass() {
        try (Deployed app = Deployed.with(IntegerPages.class)) {
            assertThat(app.mediator().stream(new Page<Integer>())).containsExactly(1);
        }
    }

    /** Stands for the fault tolerance that a server brings. */
    @Interceptor
    @CircuitBreaker
    @Priority(Interceptor.Priority.PLATFORM_AFTER)
    static class ServersOwn {
        @AroundInvoke
        Object guard(InvocationContext call) throws Exception {
            INTERCEPTED.incrementAndGet();
            return call.proceed();
        }
    }

    @Stereotype
    @ApplicationScoped
    @CircuitBreaker(requestVolumeThreshold = 2, failureRatio = 1.0, delay = 7, delayUnit = ChronoUnit.SECONDS)
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface SharedPolicy {}

    @SharedPolicy
    @StreamingHandler
    static class ByStereotype implements StreamingRequestHandler<Ask, String> {
        private int calls;

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("call " + ++calls);
        }
    }

    @StreamingHandler
    static class OnMethod implements StreamingRequestHandler<Other, String> {
        @Override
        @CircuitBreaker(requestVolumeThreshold = 9)
        public Stream<String> handle(Other request) {
            return Stream.of("other");
        }
    }

    @CircuitBreaker
    @ApplicationScoped
    static class NoStream {
        void call() {}
    }

    @Test
    void circuitBreakersAreTakenOffHandlersAndLeftOnOtherBeans() {
        try (Deployed app = Deployed.with(ServersOwn.class, ByStereotype.class, OnMethod.class, NoStream.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("call 1");
            assertThat(app.mediator().stream(new Ask()))
                    .as("the stereotype's scope")
                    .containsExactly("call 2");
            assertThat(app.mediator().stream(new Other())).containsExactly("other");
            assertThat(INTERCEPTED).hasValue(0);
            app.get(NoStream.class).call();
            assertThat(INTERCEPTED).hasValue(1);

            Map<String, CircuitStatus> circuits = new java.util.HashMap<>();
            app.circuits().all().forEach(circuit -> circuits.put(circuit.name(), circuit));
            assertThat(circuits.get("ByStereotype").policy().delay()).isEqualTo(Duration.ofSeconds(7));
            assertThat(circuits.get("OnMethod").policy().requestVolumeThreshold())
                    .isEqualTo(9);
        }
    }

    @Test
    void configurationOverridesTheAnnotation() {
        Map<String, String> properties = Map.of(
                ByStereotype.class.getName() + "/CircuitBreaker/delay",
                "9",
                OnMethod.class.getName() + "/handle/CircuitBreaker/skipOn",
                "java.io.IOException, java.lang.IllegalStateException",
                "CircuitBreaker/successThreshold",
                "4");
        try (Deployed app = Deployed.with(properties, ByStereotype.class, OnMethod.class)) {
            var byStereotype = app.circuits().all().get(0).policy();
            var onMethod = app.circuits().all().get(1).policy();
            assertThat(byStereotype.delay()).isEqualTo(Duration.ofSeconds(9));
            assertThat(byStereotype.successThreshold()).isEqualTo(4);
            assertThat(onMethod.successThreshold()).isEqualTo(4);
            assertThat(onMethod.skipOn()).containsExactly(IOException.class, IllegalStateException.class);
        }
    }

    @Test
    void configurationDisablesACircuit() {
        Map<String, String> properties = Map.of(OnMethod.class.getName() + "/handle/CircuitBreaker/enabled", "false");
        try (Deployed app = Deployed.with(properties, OnMethod.class)) {
            assertThat(app.circuits().all()).isEmpty();
        }
    }

    @RequestScoped
    static class PerRequest {
        private int calls;

        int call() {
            return ++calls;
        }
    }

    @StreamingHandler
    static class InRequest implements StreamingRequestHandler<Ask, String> {
        @Inject
        PerRequest perRequest;

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.generate(() -> "call " + perRequest.call()).limit(3);
        }
    }

    @Test
    void rule6aRequestContextIsActiveAndIsTheStreamsOwn() {
        try (Deployed app = Deployed.with(PerRequest.class, InRequest.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("call 1", "call 2", "call 3");
            var iterator = app.mediator().stream(new Ask()).iterator();
            var other = app.mediator().stream(new Ask()).iterator();
            List<String> interleaved = new ArrayList<>();
            while (iterator.hasNext()) {
                interleaved.add(iterator.next());
                interleaved.add(other.next());
            }
            assertThat(interleaved).containsExactly("call 1", "call 1", "call 2", "call 2", "call 3", "call 3");
        }
    }

    @StreamingHandler
    static class TellsLoader implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of(Thread.currentThread().getContextClassLoader().getName());
        }
    }

    @Test
    void rule6theCallersClassLoaderIsPresentOnWhateverThread() throws Exception {
        try (Deployed app = Deployed.with(TellsLoader.class)) {
            Stream<String> stream = app.mediator().stream(new Ask());
            String callers = Thread.currentThread().getContextClassLoader().getName();
            List<String> seen = new ArrayList<>();
            Thread pulling = new Thread(() -> seen.addAll(stream.toList()));
            pulling.setContextClassLoader(null);
            pulling.start();
            pulling.join();
            assertThat(seen).containsExactly(callers);
        }
    }

    @ApplicationScoped
    static class Watching {
        final List<TelemetryEvent> events = new ArrayList<>();
        private final PerRequest perRequest;

        Watching() {
            this(null);
        }

        @Inject
        Watching(PerRequest perRequest) {
            this.perRequest = perRequest;
        }

        void on(@Observes TelemetryEvent event) {
            perRequest.call();
            events.add(event);
        }

        void failing(@Observes @Priority(3000) SwitchedOver event) {
            throw new IllegalStateException("an observer's own trouble");
        }

        List<TelemetryEvent> events() {
            return events;
        }
    }

    @Test
    void theApplicationObservesItsStreams() {
        try (Deployed app = Deployed.with(Maker.class, Watching.class, PerRequest.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("made", "cached");
            assertThat(app.get(Watching.class).events())
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly("StreamStarted", "FirstItem", "CircuitChanged", "SwitchedOver", "StreamEnded");
            assertThat(app.get(Watching.class).events())
                    .contains(new CircuitChanged("Made", CircuitState.CLOSED, CircuitState.OPEN))
                    .last()
                    .isInstanceOfSatisfying(
                            StreamEnded.class,
                            ended -> assertThat(ended.steps()).containsExactly("Made", "spare"));
        }
    }

    @Alternative
    @Priority(1)
    @Fallback(of = Live.class)
    static class CachedElsewhere implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return failingAfter("elsewhere");
        }
    }

    @Test
    void anAlternativeReplacesAFallbackAndKeepsTheRestOfTheChain() {
        try (Deployed app = Deployed.with(Live.class, Cached.class, CachedElsewhere.class, Last.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("live", "elsewhere", "last");
        }
    }

    static class Section<T> extends Page<T> {}

    static class StringSection extends Section<String> {}

    @Test
    void typeArgumentsAreFollowedThroughTheRequestsAncestors() {
        try (Deployed app = Deployed.with(IntegerPages.class, StringPages.class)) {
            assertThat(app.mediator().stream(new StringSection())).containsExactly("one");
        }
        try (Deployed app = Deployed.with(IntegerPages.class)) {
            assertThatThrownBy(() -> app.mediator().stream(new StringSection()))
                    .isInstanceOf(UnknownRequestException.class)
                    .hasMessageContaining("CQRS00150");
        }
    }

    static class Connection {
        @PreDestroy
        void destroyed() {
            DESTROYED.incrementAndGet();
        }
    }

    @StreamingHandler
    static class CannotBeCreated implements StreamingRequestHandler<Ask, String> {
        @Inject
        Connection connection;

        @PostConstruct
        void connect() {
            throw new IllegalStateException("nobody answers");
        }

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.empty();
        }
    }

    @Fallback(of = CannotBeCreated.class)
    static class InItsPlace extends Cached {}

    @Test
    void whatWasInjectedIntoAHandlerThatCannotBeCreatedIsDestroyed() {
        try (Deployed app = Deployed.with(CannotBeCreated.class, InItsPlace.class, Connection.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("cached");
            assertThat(DESTROYED).hasValue(1);
        }
    }

    static class TwoOfAKind {
        @Produces
        @StreamingHandler
        Made first() {
            return new Made();
        }

        @Produces
        @Fallback(of = Made.class)
        Made second() {
            return new Made();
        }
    }

    @Test
    void producersOfOneClassMayStandInForEachOther() {
        try (Deployed app = Deployed.with(TwoOfAKind.class)) {
            var items = app.mediator().stream(new Ask()).iterator();
            assertThat(items.next()).isEqualTo("made");
            assertThat(items.next()).isEqualTo("made");
            assertThatThrownBy(items::next).hasMessage("source is gone");
        }
    }
}
