package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.Keyed;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.junit.jupiter.api.Test;

/** The setting for {@code DISTINCT}. */
class DeployedContinuationTest {

    record Ask() implements StreamRequest<Item> {}

    record Item(Integer key) implements Keyed {}

    @StreamingHandler
    static class Live implements EmittingRequestHandler<Ask, Item> {
        @Override
        public void handle(Ask request, Emitter<Item> emitter) throws IOException {
            for (int key = 1; key <= 4; key++) {
                emitter.emit(new Item(key));
            }
            throw new IOException("cut");
        }
    }

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT)
    static class Stored implements StreamingRequestHandler<Ask, Item> {
        @Override
        public Stream<Item> handle(Ask request) {
            return IntStream.rangeClosed(1, 5).mapToObj(Item::new);
        }
    }

    @Test
    void soManyKeysAreKeptAsIsConfigured() {
        try (Deployed app = Deployed.with(Map.of("cqrs.continuation.keys", "3"), Live.class, Stored.class)) {
            assertThat(app.mediator().stream(new Ask()).map(Item::key)).containsExactly(1, 2, 3, 4, 1, 5);
        }
        try (Deployed app = Deployed.with(Live.class, Stored.class)) {
            assertThat(app.mediator().stream(new Ask()).map(Item::key)).containsExactly(1, 2, 3, 4, 5);
        }
    }
}
