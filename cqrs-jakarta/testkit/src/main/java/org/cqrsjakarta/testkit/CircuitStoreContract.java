package org.cqrsjakarta.testkit;

import java.time.Duration;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link CircuitStore} does. A store is proven by a test class that extends this one; each test has a namespace of
 * its own, so that one store serves all of them. Times are short enough to be waited for: whoever cannot turn the store's
 * clock lets it {@linkplain #pass pass}.
 */
public abstract class CircuitStoreContract {

    final Duration unit;

    /** With times that are short enough to be waited for. */
    protected CircuitStoreContract() {
        this(Duration.ofMillis(100));
    }

    /**
     * With other times, for a store whose time passes without being waited for: so long that nothing is over because the
     * machine is slow.
     *
     * @param unit of which times are from 4 to 9; more than 0
     */
    protected CircuitStoreContract(Duration unit) {
        this.unit = unit;
    }

    /** The store; the same one throughout a test. */
    protected abstract CircuitStore store();

    /** Lets so much of the store's time pass, or somewhat more. */
    protected abstract void pass(Duration time);

    /** Has the store forget a circuit, as when it was flushed. */
    protected abstract void lose(Circuit circuit);

    /** Writes something where a circuit is kept that cannot be read. */
    protected abstract void garble(Circuit circuit);

    /**
     * Sets the store's clock back, if a test can do that: else tests of that are of no interest.
     *
     * @param time how far, more than 0
     * @return whether it was; {@code false} by default
     */
    protected boolean setsBack(Duration time) {
        return false;
    }

    /** Whether it tells of changes: else tests of that are of no interest. */
    protected boolean tells() {
        return true;
    }

    @Nested
    class Counting extends CircuitWindowRules {
        Counting() {
            super(CircuitStoreContract.this);
        }
    }

    @Nested
    class Agreeing extends CircuitQuorumRules {
        Agreeing() {
            super(CircuitStoreContract.this);
        }
    }

    @Nested
    class Leasing extends CircuitPlaceRules {
        Leasing() {
            super(CircuitStoreContract.this);
        }
    }

    @Nested
    class Settling extends CircuitVoteRules {
        Settling() {
            super(CircuitStoreContract.this);
        }
    }

    @Nested
    class Changing extends CircuitVersionRules {
        Changing() {
            super(CircuitStoreContract.this);
        }
    }

    @Nested
    class Forgetting extends CircuitTimeRules {
        Forgetting() {
            super(CircuitStoreContract.this);
        }
    }

    @Nested
    class Resetting extends CircuitResetRules {
        Resetting() {
            super(CircuitStoreContract.this);
        }
    }

    @Nested
    class Restoring extends CircuitLossRules {
        Restoring() {
            super(CircuitStoreContract.this);
        }
    }

    @Nested
    class Telling extends CircuitNewsRules {
        Telling() {
            super(CircuitStoreContract.this);
        }
    }

    @Nested
    class Separating extends CircuitNamespaceRules {
        Separating() {
            super(CircuitStoreContract.this);
        }
    }

    @Nested
    class Racing extends CircuitRaceRules {
        Racing() {
            super(CircuitStoreContract.this);
        }
    }
}
