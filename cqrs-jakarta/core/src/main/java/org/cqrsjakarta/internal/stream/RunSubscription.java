package org.cqrsjakarta.internal.stream;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.internal.time.Threads;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's run. Its own virtual thread consumes the run and signals each item; it waits while nothing is
 * requested, so that no item is produced before it is asked for.
 */
final class RunSubscription<R> implements Flow.Subscription {

    private final StreamRun<R> run;
    private final Threads threads;

    /** Emptied at the end: a publisher must not keep its subscriber (rule 3.13). */
    private final AtomicReference<Flow.@Nullable Subscriber<? super R>> subscriber;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CarrierTurns turns;

    /** Under the lock, as the next five. */
    private boolean introduced;

    private boolean signalling;

    private long demand;

    private @Nullable IllegalArgumentException badDemand;
    private @Nullable Thread worker;

    /** Why it has no thread, and never gets one. */
    private @Nullable Throwable unstartable;

    RunSubscription(Flow.Subscriber<? super R> subscriber, StreamRun<R> run, Threads threads) {
        this.subscriber = new AtomicReference<>(subscriber);
        this.run = run;
        this.threads = threads;
        this.turns = run.beginTurns();
    }

    @Override
    public void request(long items) {
        lock.lock();
        try {
            if (subscriber.get() == null) {
                return;
            }
            if (items <= 0) {
                badDemand = StreamMessages.MESSAGES.badDemand(run.id(), items);
            } else {
                demand = demand + items < 0 ? Long.MAX_VALUE : demand + items;
            }
            changed.signal();
            startWhenRequested();
        } finally {
            lock.unlock();
        }
        failWithoutThread();
    }

    /** Tells the subscriber of its subscription. No other signal may come before it has returned (rule 1.3). */
    void introduce(Flow.Subscriber<? super R> to) {
        signal("onSubscribe", to, known -> known.onSubscribe(this));
        lock.lock();
        try {
            introduced = true;
            startWhenRequested();
        } finally {
            lock.unlock();
        }
        failWithoutThread();
    }

    private void startWhenRequested() {
        if (introduced && worker == null && (demand > 0 || badDemand != null)) {
            start();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void start() {
        try {
            worker = threads.start("cqrs-publisher-" + run.id(), this::work);
        } catch (RuntimeException | Error e) {
            unstartable = e;
        }
    }

    /** Without a thread, as without memory, the subscriber is told by the one that asks (rules 1.4 and 3.16). */
    private void failWithoutThread() {
        Throwable failure = unstartable;
        if (failure != null && subscriber.get() != null) {
            run.abandon(failure);
            end("onError", known -> known.onError(failure));
        }
    }

    @Override
    public void cancel() {
        if (subscriber.getAndSet(null) == null) {
            return;
        }
        Thread running;
        lock.lock();
        try {
            running = worker;
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (running != Thread.currentThread()) {
            // On a thread of its own: cancelling has to return in time, whatever the handler's onClose does (rule 3.5).
            threads.startOrRun("cqrs-cancel-" + run.id(), run::close);
            interruptUnlessSignalling();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void work() {
        try (run) {
            awaitDemand();
            run.forEachRemaining(this::next);
        } catch (Throwable failure) {
            if (subscriber.get() == null) {
                return;
            }
            end("onError", subscriber -> subscriber.onError(failure));
            return;
        }
        end("onComplete", Flow.Subscriber::onComplete);
    }

    private void next(R item) {
        Flow.Subscriber<? super R> receiver = subscriber.get();
        if (receiver != null) {
            signal("onNext", receiver, to -> to.onNext(item));
        }
        turns.worked();
        awaitDemand();
    }

    private void end(String signal, Signal<R> last) {
        Flow.Subscriber<? super R> receiver = subscriber.getAndSet(null);
        if (receiver != null) {
            signal(signal, receiver, last);
        }
    }

    /** What a subscriber throws cannot be told to it (rule 2.13). */
    @SuppressWarnings("IllegalCatch")
    private void signal(String name, Flow.Subscriber<? super R> receiver, Signal<R> signal) {
        signalling(true);
        try {
            signal.to(receiver);
        } catch (Throwable e) {
            StreamLog.LOG.subscriberFailed(run.id(), name, e);
            cancel();
        } finally {
            signalling(false);
        }
    }

    private void signalling(boolean now) {
        lock.lock();
        try {
            signalling = now;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what the worker waits for, but not what its subscriber does. */
    private void interruptUnlessSignalling() {
        lock.lock();
        try {
            if (worker != null && !signalling) {
                worker.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when an item may be produced. */
    private void awaitDemand() {
        lock.lock();
        try {
            while (demand == 0 && badDemand == null && subscriber.get() != null) {
                changed.awaitUninterruptibly();
            }
            if (subscriber.get() == null) {
                throw run.leftByConsumer();
            }
            if (badDemand != null) {
                throw badDemand;
            }
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
        } finally {
            lock.unlock();
        }
    }

    @FunctionalInterface
    private interface Signal<R> {
        void to(Flow.Subscriber<? super R> receiver);
    }
}
