package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Multi;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.PublishingRequestHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.junit.jupiter.api.Test;

/** Domain events as CDI events. */
class DeployedEventsTest {

    record Ask() implements StreamRequest<Integer> {}

    record AskPublisher() implements StreamRequest<Integer> {}

    record Sold(int item) {}

    record Booked(int item) {}

    @RequestScoped
    static class PerRequest {
        int seen;

        int seen() {
            return ++seen;
        }
    }

    @StreamingHandler
    static class Selling implements EmittingRequestHandler<Ask, Integer> {
        @Inject
        Register register;

        @Override
        public void handle(Ask request, Emitter<Integer> emitter) throws IOException {
            for (int i = 1; i <= 2; i++) {
                register.sell(i);
                emitter.emit(i);
            }
            register.sell(3);
            throw new IOException("before it was emitted");
        }
    }

    /** Raises for whichever handler calls it. */
    @ApplicationScoped
    static class Register {
        @Inject
        DomainEvents events;

        void sell(int item) {
            events.raise(new Sold(item));
        }
    }

    @Fallback(of = Selling.class)
    static class Rest implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.of(3);
        }
    }

    @StreamingHandler
    static class Publishing implements PublishingRequestHandler<AskPublisher, Integer> {
        @Inject
        DomainEvents events;

        @Override
        public Flow.Publisher<Integer> handle(AskPublisher request) {
            return Multi.createFrom()
                    .range(1, 4)
                    .emitOn(task -> new Thread(task, "of the publisher").start())
                    .invoke(item -> events.raise(new Sold(item)));
        }
    }

    @ApplicationScoped
    static class Books {
        static final List<Object> SEEN = Collections.synchronizedList(new ArrayList<>());

        @Inject
        DomainEvents events;

        @Inject
        PerRequest perRequest;

        void sold(@Observes Sold sold) {
            perRequest.seen();
            SEEN.add(sold);
            events.raise(new Booked(sold.item()));
        }

        void failing(@Observes @Priority(9_000) Sold sold) {
            throw new IllegalStateException("an observer's own trouble");
        }

        void booked(@Observes Booked booked) {
            SEEN.add(booked);
        }
    }

    private static Deployed deployed(Map<String, String> properties) {
        Books.SEEN.clear();
        return Deployed.with(
                properties, Selling.class, Register.class, Rest.class, Publishing.class, Books.class, PerRequest.class);
    }

    @Test
    void firedBeforeTheirItemWithFollowUpsAndOnceAlsoJustBeforeAFailure() {
        for (String concurrency : List.of("1", "10")) {
            try (Deployed app = deployed(Map.of("cqrs.events.concurrency", concurrency))) {
                app.mediator().stream(new Ask()).forEach(Books.SEEN::add);
            }
            assertThat(Books.SEEN)
                    .as("at %s a time", concurrency)
                    .containsExactly(
                            new Sold(1),
                            new Booked(1),
                            1,
                            new Sold(2),
                            new Booked(2),
                            2,
                            new Sold(3),
                            new Booked(3),
                            3);
        }
    }

    @Test
    void aPublisherRaisesFromItsOwnThreads() {
        try (Deployed app = deployed(Map.of())) {
            app.mediator().stream(new AskPublisher()).forEach(Books.SEEN::add);
        }
        assertThat(Books.SEEN)
                .containsExactly(
                        new Sold(1), new Booked(1), 1, new Sold(2), new Booked(2), 2, new Sold(3), new Booked(3), 3);
    }

    @Test
    void outsideOfAHandlerNothingCanBeRaised() {
        try (Deployed app = deployed(Map.of())) {
            assertThatThrownBy(() -> app.get(Register.class).sell(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("CQRS00700")
                    .hasMessageContaining(Sold.class.getName());
        }
    }
}
