package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.junit.jupiter.api.Test;

/** What those find who consume a stream, or run beside it on the same thread. */
class DeployedRequestsOfOthersTest {

    record Ask() implements StreamRequest<String> {}

    @RequestScoped
    static class Quick {
        String get() {
            return "quick";
        }
    }

    @StreamingHandler
    static class Plain implements StreamingRequestHandler<Ask, String> {
        @Inject
        Quick quick;

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("a", "b", "c").peek(item -> quick.get());
        }
    }

    @RequestScoped
    static class Named {
        String name = "none";

        void name(String is) {
            name = is;
        }

        String name() {
            return name;
        }
    }

    @Test
    void whoeverConsumesAStreamFindsItsOwnRequestWhicheverWayItConsumes() {
        try (Deployed app = Deployed.with(Named.class, Quick.class, Plain.class)) {
            Stream<String> pulled = app.mediator().stream(new Ask());
            Stream<String> pushed = app.mediator().stream(new Ask());
            RequestContextController controller = app.get(RequestContextController.class);
            controller.activate();
            Named named = app.get(Named.class);
            named.name("consumer's");
            List<String> seen = new ArrayList<>();
            for (Iterator<String> items = pulled.iterator(); items.hasNext(); items.next()) {
                seen.add(named.name());
            }
            pushed.forEach(item -> seen.add(named.name()));
            controller.deactivate();
            assertThat(seen).containsOnly("consumer's");
        }
    }

    @Test
    void twoApplicationsOnOneThreadDoNotDisturbEachOthersRequests() {
        try (Deployed a = Deployed.with(Named.class, Quick.class, Plain.class);
                Deployed b = Deployed.with(Named.class, Quick.class, Plain.class)) {
            Stream<String> ofA = a.mediator().stream(new Ask());
            Iterator<String> ofB = b.mediator().stream(new Ask()).iterator();
            List<String> seen = new ArrayList<>();
            Throwable thrown = catchThrowable(() -> ofA.forEach(item -> {
                RequestContextController controller = b.get(RequestContextController.class);
                boolean mine = controller.activate();
                try {
                    b.get(Named.class).name("b's caller");
                    seen.add(ofB.next());
                    seen.add(b.get(Named.class).name());
                } finally {
                    if (mine) {
                        controller.deactivate();
                    }
                }
            }));
            assertThat(thrown).isNull();
            assertThat(seen).contains("b's caller");
        }
    }

    @ApplicationScoped
    static class DefaultObserver {
        final List<Object> seen = new ArrayList<>();

        void on(@Observes @Default StreamEnded event) {
            seen.add(event);
        }

        List<Object> seen() {
            return seen;
        }
    }

    @Test
    void anObserverWithTheDefaultQualifierHears() {
        try (Deployed app = Deployed.with(DefaultObserver.class, Quick.class, Plain.class)) {
            app.mediator().stream(new Ask()).toList();
            assertThat(app.get(DefaultObserver.class).seen()).hasSize(1);
        }
    }
}
