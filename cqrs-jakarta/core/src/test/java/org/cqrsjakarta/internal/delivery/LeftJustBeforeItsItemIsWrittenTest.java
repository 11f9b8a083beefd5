package org.cqrsjakarta.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.LineEncoder;
import org.cqrsjakarta.telemetry.FirstItem;
import org.junit.jupiter.api.Test;

/**
 * Between the last look whether a stream is left and the hand-over of its item, observers of the application run. Of a stream
 * that is left meanwhile, what writes the item would be interrupted by nobody: it is not asked.
 */
class LeftJustBeforeItsItemIsWrittenTest {

    private static final class Nowhere implements Outlet {
        final CountDownLatch out = new CountDownLatch(1);
        final CompletableFuture<Ending> ended = new CompletableFuture<>();

        @Override
        public boolean item(long position, byte[] line, Object key) {
            return true;
        }

        @Override
        public boolean switchedOver(long position, String json) {
            return true;
        }

        @Override
        public void ended(Ending ending) {
            ended.complete(ending);
        }

        @Override
        public void closeApart() {}

        @Override
        public void cutShort() {}

        @Override
        public void left() {}

        @Override
        public void vacated() {}

        @Override
        public void out() {
            out.countDown();
        }
    }

    @Test
    void whatWritesItIsInterruptedOrNotAsked() throws Exception {
        SystemTime time = new SystemTime();
        CountDownLatch observing = new CountDownLatch(1);
        CountDownLatch observed = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<String> writing = new CompletableFuture<>();
        StreamEngine engine = new StreamEngine(
                time,
                Threads.VIRTUAL,
                new Random(1),
                event -> {
                    if (event instanceof FirstItem) {
                        observing.countDown();
                        try {
                            observed.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                },
                new EventTurns(event -> {}, 1),
                new OpenRuns(),
                () -> "s1");
        LineEncoder encoder = item -> {
            try {
                never.await();
                writing.complete("came back");
            } catch (InterruptedException e) {
                writing.complete("interrupted");
            }
            return new byte[] {'1'};
        };
        DeliveryContext delivery = DeliveryContext.of(engine, Rules.usual(), () -> encoder, new Random(1));
        DeliveryHarness harness = new DeliveryHarness(Rules.usual());
        DeliveryHarness.Feed feed = harness.feed();
        Nowhere outlet = new Nowhere();
        DeliveredRun<Object> run =
                new DeliveredRun<>(delivery, harness.chain(feed), "what", StreamContext.ENCLOSING, 0, outlet);
        run.start();
        feed.give("x");
        assertThat(observing.await(10, TimeUnit.SECONDS)).isTrue();
        // The client is gone, or the application stops: another thread leaves the stream.
        run.close(true);
        observed.countDown();
        boolean out = outlet.out.await(10, TimeUnit.SECONDS);
        String how = writing.getNow("still writing");
        never.countDown();
        time.close();
        assertThat(out)
                .as("nothing of the stream runs any more, ten seconds later; its item: %s", how)
                .isTrue();
    }
}
