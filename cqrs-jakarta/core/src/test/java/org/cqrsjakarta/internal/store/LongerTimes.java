package org.cqrsjakarta.internal.store;

import java.time.Duration;
import org.cqrsjakarta.spi.CircuitStore;

/**
 * A store for which all times are so much longer that what it takes by its own clock does not count: a millisecond here is a
 * minute there. As all times there are of whole minutes, or somewhat more, a history is the same with each store.
 */
final class LongerTimes {

    private static final Duration HERE = Duration.ofMillis(1);
    private static final Duration THERE = Duration.ofMinutes(1);

    private LongerTimes() {}

    static Duration there(Duration time) {
        return THERE.multipliedBy(millis(time, HERE));
    }

    private static Duration here(Duration time) {
        return HERE.multipliedBy(millis(time, THERE));
    }

    /** Rounded up. */
    private static long millis(Duration time, Duration unit) {
        return time.plus(unit).minusNanos(1).dividedBy(unit);
    }

    static CircuitStore.Report there(CircuitStore.Report report) {
        CircuitStore.Rules rules = report.rules();
        return new CircuitStore.Report(
                report.node(),
                new CircuitStore.Rules(
                        rules.volume(),
                        rules.failures(),
                        there(rules.delay()),
                        rules.successes(),
                        there(rules.lease()),
                        rules.quorum(),
                        there(rules.nodeTimeout())),
                report.generation(),
                report.state(),
                there(report.remaining()),
                report.shows(),
                report.tripped(),
                report.outcomes(),
                report.latest(),
                report.probes(),
                report.reset());
    }

    static CircuitStore.Shared here(CircuitStore.Shared shared) {
        return new CircuitStore.Shared(shared.generation(), shared.state(), here(shared.remaining()), shared.nodes());
    }
}
