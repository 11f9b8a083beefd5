package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.internal.deployment.DeployedHandlersTest.Ask;
import org.cqrsjakarta.internal.deployment.DeployedHandlersTest.Maker;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.junit.jupiter.api.Test;

/** Rule 6: what handlers and observers find on whatever thread they run. */
class DeployedContextsTest {

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
                    .containsExactly(
                            "StreamStarted", "FirstItem", "CircuitChanged", "SwitchedOver", "TookOver", "StreamEnded");
            assertThat(app.get(Watching.class).events())
                    .contains(new CircuitChanged("Made", CircuitState.CLOSED, CircuitState.OPEN))
                    .last()
                    .isInstanceOfSatisfying(
                            StreamEnded.class,
                            ended -> assertThat(ended.steps()).containsExactly("Made", "spare"));
        }
    }

    record Mark(boolean apart) implements StreamRequest<String> {}

    /** Uses all that is put on its thread. */
    @StreamingHandler
    static class Marking implements EmittingRequestHandler<Mark, String> {
        @Inject
        PerRequest perRequest;

        @Inject
        DomainEvents events;

        @Override
        public void handle(Mark request, Emitter<String> emitter) {
            events.raise("raised by a handler");
            emitter.emit("call " + perRequest.call());
        }
    }

    @Test
    void rule6nothingLeaksIntoWhatTheSameThreadDoesNext() throws Exception {
        try (Deployed app = Deployed.with(PerRequest.class, Marking.class)) {
            DomainEvents outside = app.get(DomainEvents.class);
            PerRequest perRequest = app.get(PerRequest.class);
            List<String> seen = new ArrayList<>();
            Stream<String> whole = app.mediator().stream(new Mark(false));
            Stream<String> oneByOne = app.mediator().stream(new Mark(true));
            Thread thread = new Thread(() -> {
                whole.forEach(seen::add);
                oneByOne.iterator().forEachRemaining(seen::add);
                seen.add("loader " + Thread.currentThread().getContextClassLoader());
                seen.add(
                        "request " + catchThrowable(perRequest::call).getClass().getSimpleName());
                seen.add("events "
                        + catchThrowable(() -> outside.raise("later"))
                                .getClass()
                                .getSimpleName());
            });
            thread.setContextClassLoader(null);
            thread.start();
            thread.join();
            assertThat(seen)
                    .containsExactly(
                            "call 1",
                            "call 1",
                            "loader null",
                            "request ContextNotActiveException",
                            "events IllegalStateException");
        }
    }
}
