package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import java.io.IOException;
import java.time.Duration;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    record Ask() implements StreamRequest<String> {}

    @StreamingHandler
    static class Source extends ScriptedHandler<Ask, String> {}

    private static TestApplication playing(Script<String> script) {
        return TestApplication.with().playing(Source.class, script).start();
    }

    @Test
    void framesAreThoseOfTheWire() {
        try (TestApplication app = playing(Script.of("a", "b"))) {
            Delivery delivery = app.deliver(new Ask());
            assertThat(delivery.status()).isEqualTo(200);
            assertThat(delivery.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(delivery.header("Cache-Control")).isEqualTo("no-store, no-transform");
            assertThat(delivery.header("Content-Encoding")).isNull();
            assertThat(delivery.frames()).hasSize(4);
            assertThat(delivery.frames().get(0).retry()).hasMillis(2000);
            Frame first = delivery.frames().get(1);
            assertThat(first.id()).endsWith(".1");
            assertThat(first.event()).isEqualTo("item");
            assertThat(first.data()).isEqualTo("\"a\"");
            assertThat(delivery.result())
                    .isCompletedWithValueMatching(summary -> summary.items() == 2 && summary.completed());
        }
    }

    @Test
    void framesAreTakenOneByOne() {
        try (TestApplication app = playing(Script.of("a"))) {
            Delivery delivery = app.deliver(new Ask());
            assertThat(delivery.next().isEvent()).isFalse();
            assertThat(delivery.nextEvent().is("item")).isTrue();
            assertThat(delivery.next().is("complete")).isTrue();
            assertThat(delivery.next()).isNull();
            assertThat(delivery.nextEvent()).isNull();
            assertThat(delivery.recorded()).isEqualTo(delivery.frames()).hasSize(3);
        }
    }

    /** It may have gone out with the beginning of the response, which takes along what is there. */
    @Test
    void anItemOfASilentSourceHasArrivedWhenItsMillisecondIsOver() {
        try (TestApplication app = playing(Script.of("a").thenStalls())) {
            Delivery delivery = app.deliver(new Ask());
            app.account(Source.class).awaitStalled(1);
            app.clock().advance(Duration.ofMillis(1));
            assertThatStream(delivery.recorded()).items("a");
        }
    }

    @Test
    void aClientThatLeavesIsNoticedAtTheNextHeartbeat() {
        try (TestApplication app = playing(Script.of("a").thenStalls())) {
            Delivery delivery = app.deliver(new Ask());
            app.account(Source.class).awaitStalled(1);
            app.clock().advance(Duration.ofMillis(1));
            delivery.close();
            assertThat(delivery.result().toCompletableFuture()).isNotDone();
            app.clock().advance(Duration.ofSeconds(15));
            assertThatStream(delivery.frames()).items("a");
            assertThat(delivery.result())
                    .isCompletedWithValueMatching(summary -> summary.items() == 1 && !summary.completed());
        }
    }

    @Test
    void whoComesBackGetsWhatItLacks() {
        try (TestApplication app = playing(Script.of("a", "b").thenStalls())) {
            Delivery delivery = app.deliver(new Ask());
            app.account(Source.class).awaitStalled(1);
            app.clock().advance(Duration.ofMillis(1));
            String first = delivery.recorded().get(1).id();
            delivery.close();
            Delivery again = app.deliver(new Ask(), first);
            assertThat(again.nextEvent().is("resumed")).isTrue();
            assertThat(again.nextEvent().data()).isEqualTo("\"b\"");
        }
    }

    @Test
    void theFailureIsTheResult() {
        IOException failure = new IOException("lost");
        try (TestApplication app = playing(Script.of("a").thenFails(failure))) {
            Delivery delivery = app.deliver(new Ask());
            assertThatStream(delivery.frames()).items("a").fails();
            assertThat(delivery.result().toCompletableFuture()).isCompletedExceptionally();
            assertThat(delivery.result().toCompletableFuture().exceptionNow()).isSameAs(failure);
        }
    }
}
