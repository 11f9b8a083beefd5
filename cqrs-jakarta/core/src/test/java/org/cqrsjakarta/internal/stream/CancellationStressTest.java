package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One thread pulls, another closes: whatever the order, everything is given back once and counted once. */
class CancellationStressTest {

    private static final int ROUNDS = 5_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Counts what is opened and closed, from any thread. */
    private static final class Account implements HandlerSource<Script.Item> {

        final AtomicInteger open = new AtomicInteger();
        final AtomicInteger created = new AtomicInteger();
        private final int items;
        private final boolean fails;

        Account(int items, boolean fails) {
            this.items = items;
            this.fails = fails;
        }

        @Override
        public HandlerInstance<Script.Item> obtain() {
            created.incrementAndGet();
            open.incrementAndGet();
            return new HandlerInstance<>() {
                @Override
                public Opened<Script.Item> open(Object request, Switchover<Script.Item> switchover) {
                    open.incrementAndGet();
                    Iterator<Script.Item> scripted = new Iterator<>() {
                        private int next;

                        @Override
                        public boolean hasNext() {
                            return next < items || fails;
                        }

                        @Override
                        public Script.Item next() {
                            if (next == items) {
                                throw Causes.<RuntimeException>rethrow(new IOException("cut"));
                            }
                            return new Script.Item(next++, "");
                        }
                    };
                    Iterable<Script.Item> iterable = () -> scripted;
                    return new Opened.Pulled<>(
                            StreamSupport.stream(iterable.spliterator(), false).onClose(open::decrementAndGet));
                }

                @Override
                public void release() {
                    open.decrementAndGet();
                }
            };
        }
    }

    @Test
    void closingMeetsAFailureAnEndOrASwitchover() throws Exception {
        AtomicInteger permits = new AtomicInteger();
        AtomicInteger reports = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        Circuit circuit = new Circuit() {
            @Override
            public Permit admit() {
                permits.incrementAndGet();
                return new Permit() {
                    @Override
                    public boolean watchesItems() {
                        return false;
                    }

                    @Override
                    public void item() {}

                    @Override
                    public void report(Outcome outcome) {
                        reports.incrementAndGet();
                        if (outcome == Outcome.FAILED) {
                            failures.incrementAndGet();
                        }
                    }
                };
            }

            @Override
            public Outcome outcomeOf(Throwable cause) {
                return Outcome.FAILED;
            }
        };
        AtomicInteger ended = new AtomicInteger();
        StreamEngine engine = new StreamEngine(
                new ManualTime(),
                Threads.VIRTUAL,
                new Random(1),
                event -> {
                    if (event instanceof org.cqrsjakarta.telemetry.StreamEnded) {
                        ended.incrementAndGet();
                    }
                },
                new EventTurns(event -> {}, 1),
                new OpenRuns(),
                () -> "s");
        int left = 0;
        for (int round = 0; round < ROUNDS; round++) {
            permits.set(0);
            reports.set(0);
            ended.set(0);
            Account live = new Account(round % 4, true);
            Account last = new Account(round % 3, false);
            StreamRun<Script.Item> run = engine.prepare(
                    new Chain<>(List.of(
                            step("Live", live, circuit, null),
                            step("Last", last, circuit, takeover(Continuation.RESTART, 1)))),
                    new Script.Request(),
                    StreamContext.ENCLOSING,
                    SwitchoverListener.NONE);
            CyclicBarrier start = new CyclicBarrier(2);
            int head = round % 7;
            Future<Boolean> pulling = threads.submit(() -> {
                start.await();
                try {
                    while (run.next() != null) {
                        // To the end, or until it is taken away.
                    }
                    return true;
                } catch (CancellationException e) {
                    return false;
                }
            });
            start.await();
            for (int i = 0; i < head * 50; i++) {
                Thread.onSpinWait();
            }
            run.close();
            boolean completed = pulling.get();
            left += completed ? 0 : 1;

            assertThat(live.open).as("live, round %d", round).hasValue(0);
            assertThat(last.open).as("last, round %d", round).hasValue(0);
            assertThat(reports).as("reports, round %d", round).hasValue(permits.get());
            assertThat(ended.get()).isLessThanOrEqualTo(1);
        }
        assertThat(left).as("rounds in which closing came first").isBetween(1, ROUNDS - 1);
        assertThat(failures.get()).isPositive();
    }
}
