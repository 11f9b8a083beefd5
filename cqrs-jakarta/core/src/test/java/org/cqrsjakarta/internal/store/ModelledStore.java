package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.InMemoryCircuitStore;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;

/** A store that fails in every way, and watches what it gives. */
final class ModelledStore {

    private static final CircuitStore.Circuit CIRCUIT = new CircuitStore.Circuit("app", "Live");

    private static final Duration LATENCY = Duration.ofMillis(90);

    /** A token, as a model of the rules sees it. */
    private static final class Given {
        long atNanos;
        long renewedNanos;
    }

    private final ManualTime time;
    private final Random random;
    private final Fleet.Sum sum;
    private final InMemoryCircuitStore real;
    private final Map<String, Given> given = new HashMap<>();
    private long offsetNanos = 1_000_000_000_000L;
    private boolean isStopped;
    private int losesOneOf;
    private long generation;

    ModelledStore(ManualTime time, Random random, Fleet.Sum sum) {
        this.time = time;
        this.random = random;
        this.sum = sum;
        this.real = new InMemoryCircuitStore(new Time() {
            @Override
            public long nanos() {
                return now();
            }

            @Override
            public Alarm schedule(Duration delay, Runnable task) {
                throw new UnsupportedOperationException();
            }
        });
    }

    private long now() {
        return time.nanos() + offsetNanos;
    }

    Way way() {
        return new Way();
    }

    void flush() {
        real.flush();
        given.clear();
    }

    void garble() {
        real.write(CIRCUIT, "1;7;HALF_OPEN;x;;");
        given.clear();
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

    private CircuitStore.Shared seen(CircuitStore.Shared shared) {
        if (shared.generation() != generation) {
            given.clear();
            sum.opened += shared.state() == CircuitState.OPEN ? 1 : 0;
        }
        generation = shared.generation();
        return shared;
    }

    /** The same rules, in other words: a place since it was given, a vote since it was renewed. */
    private void pass(CircuitStore.Report report) {
        long lease = report.rules().lease().toNanos();
        long now = now() / 1_000 * 1_000;
        given.values().forEach(token -> {
            token.atNanos = Math.min(token.atNanos, now);
            token.renewedNanos = Math.min(token.renewedNanos, now);
        });
        given.values().removeIf(token -> now - token.renewedNanos >= lease);
        if (report.generation() == generation && !report.reset()) {
            report.probes().stream().filter(given::containsKey).forEach(token -> given.get(token).renewedNanos = now);
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
            return reached(report, () -> seen(real.exchange(circuit, report)));
        }

        @Override
        public Lease lease(CircuitStore.Circuit circuit, Report report, long number) {
            if (refusesLeases) {
                throw new IllegalStateException("READONLY");
            }
            return reached(report, () -> {
                Lease lease = real.lease(circuit, report, number);
                seen(lease.shared());
                lease.token().ifPresent(token -> {
                    sum.leases++;
                    places++;
                    Given place = new Given();
                    place.atNanos = now() / 1_000 * 1_000;
                    place.renewedNanos = place.atNanos;
                    given.putIfAbsent(token, place);
                    long lasts = report.rules().lease().toNanos();
                    assertThat(given.values())
                            .filteredOn(other -> place.atNanos - other.atNanos < lasts)
                            .as("places")
                            .hasSizeLessThanOrEqualTo(report.rules().successes());
                });
                return lease;
            });
        }

        @Override
        public Shared settle(CircuitStore.Circuit circuit, Report report, String token, Verdict verdict) {
            return reached(report, () -> {
                long before = seen(real.exchange(circuit, report)).generation();
                boolean counts = given.remove(token) != null;
                Shared after = seen(real.settle(circuit, report, token, verdict));
                if (!counts) {
                    sum.lateSettled++;
                    // Not asserted here: a node takes whatever its store throws for an outage.
                    sum.lateSettledCounted += after.generation() == before ? 0 : 1;
                }
                return after;
            });
        }

        @Override
        public Subscription subscribe(String namespace, Listener listener) {
            return real.subscribe(namespace, new Listener() {
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
            });
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
