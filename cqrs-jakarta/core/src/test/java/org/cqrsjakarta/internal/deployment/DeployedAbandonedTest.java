package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.StreamingRequestHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application that forgets its streams is told where. */
@Timeout(60)
class DeployedAbandonedTest {

    record Ask() implements StreamRequest<Integer> {}

    @StreamingHandler
    static class Live implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.iterate(1, item -> item + 1);
        }
    }

    @ApplicationScoped
    static class Forgetting {

        @Inject
        StreamingMediator mediator;

        int first() {
            return mediator.stream(new Ask()).findFirst().orElseThrow();
        }
    }

    private static void collectUntilWarned(Warnings warnings, int times) throws InterruptedException {
        for (int i = 0; i < 500 && warnings.seen().size() < times; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(warnings.seen()).hasSize(times);
    }

    @Test
    void thePlaceIsTheLineOfTheApplicationBehindAllProxies() throws InterruptedException {
        try (Deployed app = Deployed.with(Live.class, Forgetting.class);
                Warnings warnings = new Warnings()) {
            Forgetting forgetting = app.get(Forgetting.class);
            assertThat(forgetting.first()).isEqualTo(1);
            collectUntilWarned(warnings, 1);
            assertThat(warnings.seen().getFirst()).contains("CQRS00257", Ask.class.getName());
            assertThat(forgetting.first()).isEqualTo(1);
            collectUntilWarned(warnings, 2);
            assertThat(warnings.seen().get(1))
                    .contains("CQRS00258", Forgetting.class.getName() + ".first(DeployedAbandonedTest.java:");
        }
    }
}
