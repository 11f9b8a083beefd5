package org.cqrsjakarta.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.pauseOfAWhile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cqrsjakarta.DomainEvents;
import org.junit.jupiter.api.Test;

class EventTurnsTest {

    private final DomainEvents events = new InjectedDomainEvents(null);
    private final List<Object> fired = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger threads = new AtomicInteger();

    private Thread start(Runnable task) {
        threads.incrementAndGet();
        return Thread.ofVirtual().start(task);
    }

    @Test
    void inOrderAndOnThisThreadWhereOneIsFiredAtATime() {
        Thread here = Thread.currentThread();
        new EventTurns(
                        event -> {
                            assertThat(Thread.currentThread()).isSameAs(here);
                            fired.add(event);
                        },
                        1)
                .publish(List.of("a", "b", "c"), this::start);
        assertThat(fired).containsExactly("a", "b", "c");
        assertThat(threads).hasValue(0);
    }

    @Test
    void whoIsInterruptedWaitsForThemAllTheSameAndStaysInterrupted() {
        CyclicBarrier both = new CyclicBarrier(2);
        Thread publisher = Thread.currentThread();
        new EventTurns(
                        event -> {
                            await(both);
                            if (Thread.currentThread() == publisher) {
                                publisher.interrupt();
                            } else {
                                pauseOfAWhile();
                                fired.add(event);
                            }
                        },
                        2)
                .publish(List.of("a", "b"), this::start);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(fired).as("by the other thread, before this one went on").hasSize(1);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void asManyAtATimeAsAllowed() {
        CyclicBarrier allFour = new CyclicBarrier(4);
        new EventTurns(
                        event -> {
                            try {
                                allFour.await();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            fired.add(event);
                        },
                        4)
                .publish(List.copyOf(IntStream.range(0, 40).boxed().toList()), this::start);
        assertThat(fired)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 40).boxed().toList());
        assertThat(threads).as("beside this one").hasValue(3);
    }

    @Test
    void followUpsJoinTheSameTurn() {
        for (int concurrency : new int[] {1, 10}) {
            fired.clear();
            new EventTurns(
                            event -> {
                                fired.add(event);
                                if (event instanceof Integer number && number > 0) {
                                    events.raise(number - 1);
                                }
                            },
                            concurrency)
                    .publish(List.of(3, "other"), this::start);
            assertThat(fired).as("at %d a time", concurrency).containsExactlyInAnyOrder(3, "other", 2, 1, 0);
        }
    }

    @Test
    void anObserversFailureKeepsNothingElseFromBeingFired() {
        new EventTurns(
                        event -> {
                            fired.add(event);
                            throw new IllegalStateException("an observer's own trouble");
                        },
                        2)
                .publish(List.of("a", "b", "c"), this::start);
        assertThat(fired).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void theTurnEndsWhenEveryObserverHasReturned() {
        CountDownLatch slow = new CountDownLatch(1);
        new EventTurns(
                        event -> {
                            if (event.equals("slow")) {
                                Thread.yield();
                                slow.countDown();
                            }
                            fired.add(event);
                        },
                        2)
                .publish(
                        List.of("slow", "quick", "quick"),
                        task -> Thread.ofVirtual().start(() -> {
                            Thread.yield();
                            task.run();
                            fired.add("helper done");
                        }));
        assertThat(slow.getCount()).isZero();
        assertThat(fired).contains("helper done");
    }

    @Test
    void anInterruptDoesNotLetTheItemOvertakeItsEvents() {
        Thread.currentThread().interrupt();
        new EventTurns(fired::add, 3).publish(List.of("a", "b", "c"), this::start);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(fired).hasSize(3);
    }

    @Test
    void nothingStaysOnTheThread() {
        new EventTurns(fired::add, 1).publish(List.of("a"), this::start);
        assertThat(Raising.current()).isNull();
        assertThatThrownBy(() -> events.raise("later")).hasMessageContaining("CQRS00700");
    }

    @Test
    void atLeastOneIsFiredAtATime() {
        assertThatThrownBy(() -> new EventTurns(fired::add, 0)).hasMessage("concurrency = 0, allowed: 1 or more");
    }

    @Test
    void whatIsRaisedAfterTheStepIsDropped() {
        RaisedEvents raised = new RaisedEvents();
        DomainEvents own = new InjectedDomainEvents(raised);
        own.raise("in time");
        assertThat(raised.close()).containsExactly("in time");
        own.raise("late");
        assertThat(raised.take()).isEmpty();
    }
}
