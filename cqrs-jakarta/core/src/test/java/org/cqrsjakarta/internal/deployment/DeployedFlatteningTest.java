package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 10: a handler that can only push is pushed, or runs apart, and nothing is read ahead beyond the bound. */
class DeployedFlatteningTest {

    private static final int AHEAD = 64;
    private static final AtomicInteger READ = new AtomicInteger();

    record Pages(int items) implements StreamRequest<Integer> {}

    /** One page of so many items, endless if negative, which fails at its end. */
    @StreamingHandler
    static class Paging implements StreamingRequestHandler<Pages, Integer> {
        @Override
        public Stream<Integer> handle(Pages request) {
            return Stream.of(request).flatMap(Paging::page).map(item -> item);
        }

        private static Stream<Integer> page(Pages request) {
            IntStream all = IntStream.iterate(0, i -> i + 1);
            Stream<Integer> items = (request.items() < 0 ? all : all.limit(request.items()))
                    .peek(item -> READ.incrementAndGet())
                    .boxed();
            return Stream.concat(items, Stream.generate(() -> {
                throw new UncheckedIOException(new IOException("page cut"));
            }));
        }
    }

    record Sales() implements StreamRequest<Integer> {}

    @StreamingHandler
    static class Selling implements StreamingRequestHandler<Sales, Integer> {
        @Inject
        DomainEvents events;

        @Override
        public Stream<Integer> handle(Sales request) {
            return Stream.of(0).mapMulti((zero, sink) -> {
                for (int i = 0; i < 3; i++) {
                    events.raise("sold " + i);
                    sink.accept(i);
                }
            });
        }
    }

    @ApplicationScoped
    static class Journal {
        private final List<Object> entries = new CopyOnWriteArrayList<>();

        void on(@Observes String event) {
            entries.add(event);
        }

        List<Object> entries() {
            return entries;
        }
    }

    @BeforeEach
    void reset() {
        READ.set(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000_000, -1})
    void noMoreIsReadThanTheBoundForItemsThatAreTakenOneByOne(int items) {
        try (Deployed app = Deployed.with(Paging.class)) {
            try (Stream<Integer> stream = app.mediator().stream(new Pages(items))) {
                Iterator<Integer> iterator = stream.iterator();
                for (int i = 0; i < 3; i++) {
                    assertThat(iterator.next()).isEqualTo(i);
                }
            }
            assertThat(app.mediator().stream(new Pages(items)).limit(3)).containsExactly(0, 1, 2);
            assertThat(READ).hasValueLessThanOrEqualTo(2 * (3 + AHEAD + 1));
        }
    }

    @Test
    void noneIsLostBeforeAFailure() {
        try (Deployed app = Deployed.with(Paging.class)) {
            for (boolean whole : new boolean[] {true, false}) {
                List<Integer> seen = new ArrayList<>();
                assertThatThrownBy(() -> {
                            try (Stream<Integer> stream = app.mediator().stream(new Pages(200))) {
                                if (whole) {
                                    stream.forEach(seen::add);
                                } else {
                                    stream.iterator().forEachRemaining(seen::add);
                                }
                            }
                        })
                        .hasMessageContaining("page cut");
                assertThat(seen).hasSize(200);
            }
        }
    }

    @Test
    void eventsComeJustBeforeTheirItems() {
        try (Deployed app = Deployed.with(Selling.class, Journal.class)) {
            List<Object> entries = app.get(Journal.class).entries();
            for (boolean whole : new boolean[] {true, false}) {
                List<Object> seen = new ArrayList<>();
                try (Stream<Integer> stream = app.mediator().stream(new Sales())) {
                    entries.clear();
                    if (whole) {
                        stream.forEach(item -> seen.add(entries.size() + " events at " + item));
                    } else {
                        for (Iterator<Integer> items = stream.iterator(); items.hasNext(); ) {
                            Integer item = items.next();
                            seen.add(entries.size() + " events at " + item);
                        }
                    }
                }
                assertThat(seen).containsExactly("1 events at 0", "2 events at 1", "3 events at 2");
            }
        }
    }

    /** Calls what has the same name elsewhere. */
    static class OnlyByName {
        Object call() {
            return java.util.Optional.of(1).flatMap(java.util.Optional::of);
        }
    }

    static class Inherits extends Paging {}

    @Test
    void itIsReadFromTheClassAndThoseThatItExtends() {
        assertThat(Flattening.isIn(Paging.class)).isTrue();
        assertThat(Flattening.isIn(Selling.class)).isTrue();
        assertThat(Flattening.isIn(Inherits.class)).isTrue();
        assertThat(Flattening.isIn(OnlyByName.class)).isFalse();
        assertThat(Flattening.isIn(Journal.class)).isFalse();
        assertThat(Flattening.isIn(String.class)).isFalse();
        Runnable hasNoFile = () -> {};
        assertThat(Flattening.isIn(hasNoFile.getClass())).isFalse();
    }
}
