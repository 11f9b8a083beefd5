package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.PublishingRequestHandler;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.RequestHandler;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts do the same in every shape, in handlers of the kit's own and in the place of an application's. */
class ScriptedHandlersTest {

    private static final ConnectException REFUSED = new ConnectException("refused");
    private static final Script<Integer> WHOLE = Script.of(1, 2, 3);

    record Ask() implements StreamRequest<Integer> {}

    @StreamingHandler
    static class RealPulled implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.of(-1);
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    @StreamingHandler
    static class RealEmitted implements EmittingRequestHandler<Ask, Integer> {
        @Override
        public void handle(Ask request, Emitter<Integer> emitter) {
            emitter.emit(-1);
        }
    }

    @Alternative
    @Priority(1)
    @StreamingHandler
    static class RealPublished implements PublishingRequestHandler<Ask, Integer> {
        private final DomainEvents events;

        @Inject
        RealPublished(DomainEvents events) {
            this.events = events;
        }

        @Override
        public Flow.Publisher<Integer> handle(Ask request) {
            events.raise("never");
            throw new UnsupportedOperationException();
        }
    }

    @Alternative
    @Priority(1)
    @StreamingHandler
    static class Pulled extends ScriptedHandler<Ask, Integer> {}

    @Alternative
    @Priority(1)
    @StreamingHandler
    static class Emitted extends ScriptedEmittingHandler<Ask, Integer> {}

    @Alternative
    @Priority(1)
    @ApplicationScoped
    @StreamingHandler
    static class Published extends ScriptedPublishingHandler<Ask, Integer> {}

    @Alternative
    @Priority(1)
    @StreamTimeout(idle = 2, unit = ChronoUnit.SECONDS)
    @StreamingHandler
    static class Impatient extends ScriptedHandler<Ask, Integer> {}

    @Alternative
    @Priority(1)
    @Retry(maxRetries = 1, delay = 1, delayUnit = ChronoUnit.SECONDS, jitter = 0)
    @StreamingHandler
    static class Patient extends ScriptedHandler<Ask, Integer> {}

    @Fallback(of = RealPulled.class, continuation = Continuation.SKIP_DELIVERED)
    static class Backup extends ScriptedHandler<Ask, Integer> {}

    /** Every way to play a script. */
    enum Way {
        PULLED(Pulled.class),
        EMITTED(Emitted.class),
        PUBLISHED(Published.class),
        IN_PLACE_OF_PULLED(RealPulled.class),
        IN_PLACE_OF_EMITTED(RealEmitted.class),
        IN_PLACE_OF_PUBLISHED(RealPublished.class);

        private final Class<?> handler;

        Way(Class<?> handler) {
            this.handler = handler;
        }

        @SafeVarargs
        @SuppressWarnings({"unchecked", "varargs"})
        final TestApplication start(Script<Integer> first, Script<Integer>... following) {
            TestApplicationBuilder app = TestApplication.with(RealPulled.class).playing(Backup.class, WHOLE);
            return (Scripted.class.isAssignableFrom(handler)
                            ? app.playing((Class<? extends Scripted<Integer>>) handler, first, following)
                            : app.replacing(handler, first, following))
                    .start();
        }

        String primary() {
            return handler.getSimpleName();
        }
    }

    private static void assertOpenedAndClosed(TestApplication app, Way way, int times) {
        Account account = app.account(way.handler);
        assertThat(account.opened()).isEqualTo(times);
        assertThat(account.closed()).isEqualTo(times);
    }

    @ParameterizedTest
    @EnumSource
    void itemsAndThenTheEnd(Way way) {
        try (TestApplication app = way.start(WHOLE)) {
            assertThatStream(app.pull(new Ask())).items(1, 2, 3).completes();
            assertThatStream(app.deliver(new Ask()).frames()).items(1, 2, 3).completes();
            assertThat(app.mediator().stream(new Ask()).limit(2)).containsExactly(1, 2);
            assertThat(app.account(Backup.class).opened()).isZero();
            assertThat(app.account(way.handler).opened()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFailureComesWhereItWasTold(Way way) {
        for (int position = 0; position <= 3; position++) {
            try (TestApplication app = way.start(WHOLE.failingAt(position, REFUSED))) {
                assertThatStream(app.pull(new Ask()))
                        .itemCount(position)
                        .switchesOver(way.primary(), "Backup")
                        .because(ConnectException.class)
                        .itemCount(3 - position)
                        .completes();
                assertThat(app.pull(new Ask()).items()).containsExactly(1, 2, 3);
                assertOpenedAndClosed(app, way, 2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeOpenedFailsInHandle(Way way) {
        try (TestApplication app = way.start(Script.cannotOpen(REFUSED))) {
            assertThatStream(app.pull(new Ask()))
                    .switchesOver(way.primary(), "Backup")
                    .items(1, 2, 3)
                    .completes();
            assertOpenedAndClosed(app, way, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anErrorIsThrownAsItIs(Way way) {
        Error error = new Error("of the machine");
        try (TestApplication app = way.start(Script.of(1).thenFails(error))) {
            var pulled = app.pull(new Ask());
            assertThatStream(pulled).items(1).fails();
            assertThat(pulled.failure()).isSameAs(error);
            assertOpenedAndClosed(app, way, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachStreamHasItsScriptAndTheLastOneIsRepeated(Way way) {
        try (TestApplication app = way.start(Script.of(1), Script.of(2, 2), Script.of())) {
            assertThat(app.pull(new Ask()).items()).containsExactly(1);
            assertThat(app.pull(new Ask()).items()).containsExactly(2, 2);
            assertThat(app.pull(new Ask()).items()).isEmpty();
            assertThat(app.pull(new Ask()).items()).isEmpty();
            assertOpenedAndClosed(app, way, 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStallLastsUntilItIsReleased(Way way) {
        try (TestApplication app = way.start(Script.of(1).thenStalls().then(2))) {
            Delivery first = app.deliver(new Ask());
            Delivery second = app.deliver(new Ask());
            app.account(way.handler).awaitStalled(2);
            assertThat(first.result().toCompletableFuture()).isNotDone();
            app.account(way.handler).release();
            assertThatStream(first.frames()).items(1, 2).completes();
            assertThatStream(second.frames()).items(1, 2).completes();
            assertThatStream(app.pull(new Ask())).items(1, 2).completes();
            assertOpenedAndClosed(app, way, 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStallEndsWhenTheClientHasLeftAndDoesNotComeBack(Way way) {
        try (TestApplication app = way.start(Script.of(1).thenStalls().then(2))) {
            Delivery delivery = app.deliver(new Ask());
            app.account(way.handler).awaitStalled(1);
            delivery.close();
            app.clock().advance(Duration.ofSeconds(15));
            assertThat(delivery.frames()).noneMatch(frame -> frame.is("complete"));
            assertThat(delivery.result()).isCompletedWithValueMatching(summary -> !summary.completed());
            // Held for a while, for a client that comes back.
            app.clock().advance(Duration.ofSeconds(30));
            app.account(way.handler).awaitClosed(1);
            assertOpenedAndClosed(app, way, 1);
        }
    }

    @Test
    void aStallIsLeftByATimeoutWhenTheClockSaysSo() {
        try (TestApplication app = TestApplication.with(RealPulled.class)
                .playing(Impatient.class, Script.of(1).thenStalls())
                .playing(Backup.class, WHOLE)
                .start()) {
            Delivery delivery = app.deliver(new Ask());
            app.account(Impatient.class).awaitStalled(1);
            app.clock().advance(Duration.ofSeconds(2));
            assertThatStream(delivery.frames())
                    .items(1)
                    .switchesOver("Impatient", "Backup")
                    .because(StreamTimeoutException.class)
                    .items(2, 3)
                    .completes();
        }
    }

    @Test
    void aPauseBeforeARetryIsOverWhenTheClockSaysSo() throws Exception {
        try (TestApplication app = TestApplication.with(RealPulled.class)
                .playing(Patient.class, Script.cannotOpen(REFUSED), WHOLE)
                .start()) {
            Delivery delivery = app.deliver(new Ask());
            // The heartbeat, and the pause.
            app.clock().awaitWaiting(2);
            assertThat(app.account(Patient.class).opened()).isEqualTo(1);
            app.clock().advance(Duration.ofSeconds(1));
            assertThatStream(delivery.frames()).items(1, 2, 3).completes();
            assertThat(app.account(Patient.class).opened()).isEqualTo(2);
        }
    }

    @Test
    void aFallbackIsReplacedLikeAPrimary() {
        try (TestApplication app = TestApplication.with()
                .replacing(RealPulled.class, Script.of(1).thenFails(REFUSED))
                .replacing(StoredHere.class, WHOLE)
                .start()) {
            assertThatStream(app.pull(new Ask()))
                    .items(1)
                    .switchesOver("RealPulled", "StoredHere")
                    .items(1, 2, 3)
                    .completes();
            assertThat(app.account(StoredHere.class).opened()).isEqualTo(1);
        }
    }

    @Fallback(of = RealPulled.class)
    static class StoredHere implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            throw new UnsupportedOperationException();
        }
    }

    record AskOne() implements Request<String> {}

    @RespondingHandler
    static class Answer extends ScriptedRequestHandler<AskOne, String> {}

    @Fallback(of = Answer.class)
    static class RealAnswer implements RequestHandler<AskOne, String> {
        @Override
        public String handle(AskOne request) {
            return "real";
        }
    }

    @Test
    void responsesAreScriptedToo() {
        try (TestApplication app = TestApplication.with(RealAnswer.class)
                .playing(Answer.class, Script.of("one", "not asked for"), Script.of(), Script.cannotOpen(REFUSED))
                .start()) {
            assertThat(app.mediator().send(new AskOne())).isEqualTo("one");
            assertThat(app.mediator().send(new AskOne())).isNull();
            assertThat(app.mediator().send(new AskOne())).isEqualTo("real");
            assertThat(app.account(Answer.class).closed()).isEqualTo(3);
        }
        try (TestApplication app = TestApplication.with()
                .playing(Answer.class, Script.of("one").failingAt(0, REFUSED))
                .replacing(RealAnswer.class, Script.of("scripted"))
                .start()) {
            assertThat(app.mediator().send(new AskOne())).isEqualTo("scripted");
        }
    }

    static class Undeclared extends ScriptedHandler<Ask, Integer> {}

    @StreamingHandler
    static final class Final implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.of();
        }
    }

    @Test
    void whatCannotPlayIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> TestApplication.with(Pulled.class, Backup.class).start())
                .withMessage("[Pulled, Backup] have no script; give each one by playing(Pulled.class, Script.of(...))");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestApplication.with().replacing(String.class, WHOLE))
                .withMessageStartingWith("'java.lang.String' is no handler, it implements none of [")
                .withMessageContaining("EmittingRequestHandler");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestApplication.with().replacing(Final.class, WHOLE))
                .withMessageContaining("is final");
        assertThatThrownBy(() ->
                        TestApplication.with().playing(Undeclared.class, WHOLE).start())
                .hasMessageContaining("Undeclared' is to play a script, but is not declared as a handler");
    }

    @Test
    void everyStartIsAnApplicationOfItsOwn() {
        TestApplicationBuilder twice = TestApplication.with().replacing(RealPulled.class, Script.of(1), Script.of(2));
        for (int i = 0; i < 2; i++) {
            try (TestApplication app = twice.start()) {
                assertThat(app.pull(new Ask()).items()).containsExactly(1);
                assertThat(app.account(RealPulled.class).opened()).isEqualTo(1);
            }
        }
    }

    @Test
    void whoWaitsForAStallInVainIsToldHowThingsStand() {
        Account account = new Account(RealPulled.class, List.of(WHOLE));
        account.open().close();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> account.awaitStalled(2))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "Interrupted: 0 of 2 streams stall in 'RealPulled', opened 1 and closed 1 times, which plays"
                                + " [[1, 2, 3]]");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void onlyWhatPlaysHasAnAccount() {
        try (TestApplication app = TestApplication.with(RealPulled.class).start()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> app.account(RealPulled.class))
                    .withMessageContaining("RealPulled' plays no script in this application");
        }
    }
}
