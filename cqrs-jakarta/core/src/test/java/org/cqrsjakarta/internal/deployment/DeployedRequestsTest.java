package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which request a handler runs: its caller's own, or its stream's own, whatever is active where it is pulled. */
class DeployedRequestsTest {

    private static final List<String> DESTROYED = new CopyOnWriteArrayList<>();
    private static final AtomicInteger CREATED = new AtomicInteger();

    record Ask() implements StreamRequest<String> {}

    /** Tells one request from another, and needs another bean at its end. */
    @RequestScoped
    static class PerRequest {

        @Inject
        Ledger ledger;

        private final int number = CREATED.incrementAndGet();
        private int calls;

        /** So that it is there before this one, and destroyed after it, whoever the request's owner is. */
        @PostConstruct
        void begin() {
            ledger.entries();
        }

        String call() {
            return "request " + number + " call " + ++calls;
        }

        @PreDestroy
        void end() {
            DESTROYED.add("request " + number + " after " + ledger.entries());
        }
    }

    @RequestScoped
    static class Ledger {
        private int entries;

        void enter() {
            entries++;
        }

        int entries() {
            return entries;
        }
    }

    @StreamingHandler
    static class Telling implements StreamingRequestHandler<Ask, String> {

        @Inject
        PerRequest perRequest;

        @Inject
        Ledger ledger;

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.generate(() -> {
                ledger.enter();
                return perRequest.call();
            });
        }
    }

    private final Deployed app = Deployed.with(PerRequest.class, Ledger.class, Telling.class);
    private final Warnings warnings = new Warnings();
    private final RequestContextController controller = app.get(RequestContextController.class);
    private final PerRequest perRequest = app.get(PerRequest.class);

    @BeforeEach
    void reset() {
        DESTROYED.clear();
        CREATED.set(0);
    }

    @AfterEach
    void close() {
        app.close();
        warnings.close();
        assertThat(warnings.seen()).isEmpty();
    }

    private Stream<String> stream() {
        return app.mediator().stream(new Ask());
    }

    private static void onAnotherThread(Runnable task) throws InterruptedException {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Thread thread = new Thread(task);
        thread.setUncaughtExceptionHandler((failed, failure) -> thrown.add(failure));
        thread.start();
        thread.join();
        assertThat(thrown).isEmpty();
    }

    @Test
    void aStreamThatIsPulledWithinAnotherHasItsOwn() {
        List<String> seen = new ArrayList<>();
        try (Stream<String> outer = stream();
                Stream<String> inner = stream()) {
            Iterator<String> other = inner.iterator();
            outer.limit(2).forEach(item -> seen.add(item + " and " + other.next()));
        }
        assertThat(seen)
                .containsExactly("request 1 call 1 and request 2 call 1", "request 1 call 2 and request 2 call 2");
        assertThat(DESTROYED).containsExactlyInAnyOrder("request 1 after 2", "request 2 after 2");
    }

    @Test
    void oneThatIsAskedForWithinARequestRunsInThat() {
        controller.activate();
        try {
            assertThat(perRequest.call()).isEqualTo("request 1 call 1");
            assertThat(stream().limit(2)).containsExactly("request 1 call 2", "request 1 call 3");
        } finally {
            controller.deactivate();
        }
    }

    @Test
    void oneThatOutlivesItsRequestIsNotServedInTheNextOneOfTheSameThread() {
        controller.activate();
        Iterator<String> items;
        Stream<String> outliving = stream();
        try {
            items = outliving.iterator();
            assertThat(items.next()).isEqualTo("request 1 call 1");
        } finally {
            controller.deactivate();
        }
        controller.activate();
        try {
            assertThat(perRequest.call()).isEqualTo("request 2 call 1");
            assertThat(items.next()).isEqualTo("request 3 call 1");
            assertThat(perRequest.call()).as("the request that was put away").isEqualTo("request 2 call 2");
            assertThat(items.next()).isEqualTo("request 3 call 2");
            outliving.close();
            assertThat(DESTROYED).contains("request 3 after 2");
            assertThat(perRequest.call()).isEqualTo("request 2 call 3");
        } finally {
            controller.deactivate();
        }
    }

    @Test
    void oneThatIsAskedForOutsideOfAnyRequestHasItsOwnWithinOne() {
        try (Stream<String> outside = stream()) {
            Iterator<String> items = outside.iterator();
            controller.activate();
            try {
                assertThat(items.next()).isEqualTo("request 1 call 1");
                assertThat(perRequest.call()).isEqualTo("request 2 call 1");
                assertThat(items.next()).isEqualTo("request 1 call 2");
            } finally {
                controller.deactivate();
            }
        }
        assertThat(DESTROYED).contains("request 1 after 2");
    }

    @Test
    void itIsDestroyedOnceWithItsOwnBeansWhereverItIsClosed() throws InterruptedException {
        Stream<String> outside = stream();
        onAnotherThread(() -> assertThat(outside.iterator().next()).isEqualTo("request 1 call 1"));
        controller.activate();
        try {
            assertThat(perRequest.call()).isEqualTo("request 2 call 1");
            outside.close();
            outside.close();
            assertThat(DESTROYED).containsExactly("request 1 after 1");
            assertThat(perRequest.call()).isEqualTo("request 2 call 2");
        } finally {
            controller.deactivate();
        }
    }

    @Test
    void oneThatIsPulledOnAnotherThreadThanItsCallersHasItsOwn() throws InterruptedException {
        controller.activate();
        try {
            assertThat(perRequest.call()).isEqualTo("request 1 call 1");
            Stream<String> stream = stream();
            onAnotherThread(() -> assertThat(stream.limit(2)).containsExactly("request 2 call 1", "request 2 call 2"));
            stream.close();
            assertThat(perRequest.call()).isEqualTo("request 1 call 2");
        } finally {
            controller.deactivate();
        }
    }
}
