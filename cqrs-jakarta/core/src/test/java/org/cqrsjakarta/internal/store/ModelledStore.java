package org.cqrsjakarta.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;

/** A store that fails in every way, and watches what it gives. */
final class ModelledStore {

    private static final CircuitStore.Circuit CIRCUIT = new CircuitStore.Circuit("app", "Live");

    private static final Duration LATENCY = Duration.ofMillis(90);

    /** A token, as a model of the rules sees it. */
    private static final class Given {
        long atMillis;
        long renewedMillis;
    }

    private final ManualTime time;
    private final Random random;
    private final Fleet.Sum sum;
    private final String seed;
    private final FleetHistories histories;
    private final List<CircuitStore.Listener> listeners = new ArrayList<>();
    private final Map<String, Given> given = new HashMap<>();
    private long offsetNanos = 1_000_000_000_000L;
    private boolean isStopped;
    private int losesOneOf;
    private long generation;
    private long turnedMillis;

    ModelledStore(ManualTime time, Random random, Fleet.Sum sum, String seed, FleetHistories histories) {
        this.time = time;
        this.random = random;
        this.sum = sum;
        this.seed = seed;
        this.histories = histories;
        this.turnedMillis = nowMillis();
        histories.lose(CIRCUIT);
    }

    /** The store's clock here. */
    private long nowMillis() {
        return (time.nanos() + offsetNanos) / 1_000_000;
    }

    /** The store, whose clock is as late as that. */
    private CircuitStore real() {
        long now = nowMillis();
        if (now != turnedMillis) {
            histories.pass(LongerTimes.there(Duration.ofMillis(now - turnedMillis)));
            turnedMillis = now;
        }
        return histories.store();
    }

    Way way() {
        return new Way();
    }

    void flush() {
        histories.lose(CIRCUIT);
        isLost();
    }

    void garble() {
        histories.garble(CIRCUIT);
        isLost();
    }

    private void isLost() {
        given.clear();
        generation = 0;
    }

    void stop(boolean stops) {
        isStopped = stops;
    }

    void jump(Duration by) {
        offsetNanos += by.toNanos();
    }

    /** One of so many answers; 0: none. */
    void losesAnswers(int oneOf) {
        losesOneOf = oneOf;
    }

    long generation() {
        return generation;
    }

    /** Tells of changes itself: a store's own thread would make each run another history. */
    private CircuitStore.Shared seen(CircuitStore.Shared there) {
        CircuitStore.Shared shared = LongerTimes.here(there);
        boolean isChanged = shared.generation() != generation;
        generation = shared.generation();
        if (isChanged) {
            given.clear();
            sum.opened += shared.state() == CircuitState.OPEN ? 1 : 0;
            listeners.forEach(listener -> listener.changed(CIRCUIT.name()));
        }
        return shared;
    }

    /** The same rules, in other words: a place since it was given, a vote since it was renewed. */
    private void pass(CircuitStore.Report report) {
        long lease = report.rules().lease().toMillis();
        long now = nowMillis();
        given.values().forEach(token -> {
            token.atMillis = Math.min(token.atMillis, now);
            token.renewedMillis = Math.min(token.renewedMillis, now);
        });
        given.values().removeIf(token -> now - token.renewedMillis >= lease);
        if (report.generation() == generation && !report.reset()) {
            report.probes().stream().filter(given::containsKey).forEach(token -> given.get(token).renewedMillis = now);
        }
    }

    /** One node's way to the store, and its threads. */
    final class Way implements CircuitStore, StoreCalls {

        private boolean isCut;
        private boolean isSlow;
        private boolean refusesLeases;
        private long pausedUntilNanos = time.nanos();
        private long known;
        private long places;

        void cut(boolean isCut) {
            this.isCut = isCut;
        }

        /** Every stream's answer is too late. */
        void slow(boolean isSlow) {
            this.isSlow = isSlow;
        }

        /** All other calls are answered. */
        void refuseLeases(boolean refuses) {
            this.refusesLeases = refuses;
        }

        void pause(long untilNanos) {
            pausedUntilNanos = untilNanos;
        }

        boolean isPaused() {
            return pausedUntilNanos - time.nanos() > 0;
        }

        void heal() {
            isCut = false;
            isSlow = false;
            refusesLeases = false;
            pausedUntilNanos = time.nanos();
        }

        long generation() {
            return known;
        }

        /** How many it was given, ever. */
        long places() {
            return places;
        }

        @Override
        public Shared exchange(CircuitStore.Circuit circuit, Report report) {
            return reached(report, () -> seen(real().exchange(circuit, LongerTimes.there(report))));
        }

        @Override
        public Lease lease(CircuitStore.Circuit circuit, Report report, long number) {
            if (refusesLeases) {
                throw new IllegalStateException("READONLY");
            }
            return reached(report, () -> {
                Lease lease = real().lease(circuit, LongerTimes.there(report), number);
                Shared shared = seen(lease.shared());
                lease.token().ifPresent(token -> gives(token, report.rules()));
                return new Lease(lease.token(), shared);
            });
        }

        private void gives(String token, Rules rules) {
            sum.leases++;
            places++;
            Given place = new Given();
            place.atMillis = nowMillis();
            place.renewedMillis = place.atMillis;
            given.putIfAbsent(token, place);
            long taken = given.values().stream()
                    .filter(other ->
                            place.atMillis - other.atMillis < rules.lease().toMillis())
                    .count();
            if (taken > rules.successes()) {
                sum.broken.add(seed + ": " + taken + " places, with " + token);
            }
        }

        @Override
        public Shared settle(CircuitStore.Circuit circuit, Report report, String token, Verdict verdict) {
            return reached(report, () -> {
                Report there = LongerTimes.there(report);
                long before = seen(real().exchange(circuit, there)).generation();
                boolean counts = given.remove(token) != null;
                Shared after = seen(real().settle(circuit, there, token, verdict));
                if (!counts) {
                    sum.lateSettled++;
                    if (after.generation() != before) {
                        sum.broken.add(seed + ": " + token + " was settled too late, and counted");
                    }
                }
                return after;
            });
        }

        @Override
        public Subscription subscribe(String namespace, Listener listener) {
            Listener reached = new Listener() {
                @Override
                public void changed(String circuit) {
                    if (!isCut && random.nextInt(3) > 0) {
                        time.schedule(Duration.ofMillis(random.nextInt(50)), () -> listener.changed(circuit));
                    }
                }

                @Override
                public void allMayHaveChanged() {
                    listener.allMayHaveChanged();
                }
            };
            listeners.add(reached);
            return () -> listeners.remove(reached);
        }

        private <T> T reached(Report report, Supplier<T> call) {
            if (isCut || isStopped || isPaused()) {
                throw new IllegalStateException("Connection refused");
            }
            pass(report);
            T answer = call.get();
            if (losesOneOf > 0 && random.nextInt(losesOneOf) == 0) {
                throw new IllegalStateException("Connection reset");
            }
            known = answer instanceof Lease lease ? lease.shared().generation() : ((Shared) answer).generation();
            return answer;
        }

        @Override
        public <T> T within(Callable<T> call, Consumer<T> late) throws StoreAwayException {
            try {
                T answer = call.call();
                if (isSlow) {
                    time.schedule(LATENCY, () -> late.accept(answer));
                    throw new StoreAwayException("No answer within PT0.05S");
                }
                if (losesOneOf > 0 && random.nextInt(losesOneOf) == 0) {
                    time.schedule(Duration.ofMillis(50 + random.nextInt(3_000)), () -> late.accept(answer));
                    throw new StoreAwayException("No answer within PT0.05S");
                }
                return answer;
            } catch (StoreAwayException e) {
                throw e;
            } catch (Exception e) {
                throw new StoreAwayException(e);
            }
        }

        @Override
        public Runnable later(Runnable task) {
            long paused = Math.max(0, pausedUntilNanos - time.nanos());
            Time.Alarm alarm = time.schedule(Duration.ofNanos(paused + random.nextInt(10_000_000)), task);
            return alarm::cancel;
        }
    }
}
