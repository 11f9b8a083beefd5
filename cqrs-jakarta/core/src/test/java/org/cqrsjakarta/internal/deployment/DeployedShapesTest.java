package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.NullItemException;
import org.cqrsjakarta.PublishingRequestHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.Switchover;
import org.junit.jupiter.api.Test;

/** Handlers of every shape as beans, in any mix. */
class DeployedShapesTest {

    record Ask() implements StreamRequest<String> {}

    record AskOther() implements StreamRequest<String> {}

    @RequestScoped
    static class PerRequest {
        private int calls;

        int call() {
            return ++calls;
        }
    }

    @StreamingHandler
    static class Emitting implements EmittingRequestHandler<Ask, String> {
        @Inject
        PerRequest perRequest;

        @Override
        public void handle(Ask request, Emitter<String> emitter) throws IOException {
            emitter.emit("emitted " + perRequest.call());
            emitter.emit("emitted " + perRequest.call());
            throw new IOException("cut");
        }
    }

    @Fallback(of = Emitting.class)
    static class Publishing implements PublishingRequestHandler<Ask, String> {
        @Inject
        PerRequest perRequest;

        @Override
        public Flow.Publisher<String> handle(Ask request) {
            return Multi.createFrom().failure(new IllegalStateException("not asked for"));
        }

        @Override
        public Flow.Publisher<String> handle(Ask request, Switchover<String> switchover) {
            return Multi.createBy()
                    .concatenating()
                    .streams(
                            Multi.createFrom()
                                    .item("published after " + switchover.last().orElseThrow()),
                            Multi.createFrom().failure(new IOException("cut again")));
        }
    }

    @Fallback(of = Publishing.class)
    static class Pulling implements StreamingRequestHandler<Ask, String> {
        @Inject
        PerRequest perRequest;

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("pulled " + perRequest.call());
        }
    }

    @Test
    void aChainOfAllThree() {
        try (Deployed app = Deployed.with(PerRequest.class, Emitting.class, Publishing.class, Pulling.class)) {
            assertThat(app.mediator().stream(new Ask()).toList())
                    .containsExactly("emitted 1", "emitted 2", "published after emitted 2", "pulled 3");
            List<String> oneByOne = new ArrayList<>();
            try (Stream<String> stream = app.mediator().stream(new Ask())) {
                stream.iterator().forEachRemaining(oneByOne::add);
            }
            assertThat(oneByOne).hasSize(4).last().asString().startsWith("pulled");
        }
    }

    @Test
    void aPublisherIsAPublisherOutside() {
        try (Deployed app = Deployed.with(PerRequest.class, Emitting.class, Publishing.class, Pulling.class)) {
            List<String> items = Multi.createFrom()
                    .publisher(app.mediator().publisher(new Ask()))
                    .collect()
                    .asList()
                    .await()
                    .indefinitely();
            assertThat(items).containsExactly("emitted 1", "emitted 2", "published after emitted 2", "pulled 3");
        }
    }

    static class Made implements EmittingRequestHandler<AskOther, String> {
        @Override
        public void handle(AskOther request, Emitter<String> emitter) {
            emitter.emit("made");
        }
    }

    static class Maker {
        @Produces
        @StreamingHandler
        @StreamTimeout(idle = 5_000)
        Made made() {
            return new Made();
        }
    }

    @Test
    void aProducerMayMakeOneAndLimitIt() {
        try (Deployed app = Deployed.with(Maker.class)) {
            assertThat(app.mediator().stream(new AskOther())).containsExactly("made");
        }
    }

    @ApplicationScoped
    @StreamingHandler
    static class NullStream implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return null;
        }
    }

    @StreamingHandler
    static class NullPublisher implements PublishingRequestHandler<AskOther, String> {
        @Override
        public Flow.Publisher<String> handle(AskOther request) {
            return null;
        }
    }

    @Test
    void whatGivesNothingIsNamed() {
        try (Deployed app = Deployed.with(NullStream.class, NullPublisher.class)) {
            assertThatThrownBy(() -> app.mediator().stream(new Ask()).toList())
                    .isInstanceOf(NullItemException.class)
                    .hasMessage("CQRS00153: '" + NullStream.class.getName()
                            + ".handle' returned null, a Stream is required; return an empty one where there are no"
                            + " items");
            assertThatThrownBy(() -> app.mediator().stream(new AskOther()).toList())
                    .isInstanceOf(NullItemException.class)
                    .hasMessageContaining(NullPublisher.class.getName())
                    .hasMessageContaining("Flow.Publisher");
        }
    }
}
