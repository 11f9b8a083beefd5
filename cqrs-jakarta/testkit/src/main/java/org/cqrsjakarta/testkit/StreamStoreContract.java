package org.cqrsjakarta.testkit;

import java.time.Duration;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link StreamStore} does. A store is proven by a test class that extends this one; each test has a namespace of
 * its own, so that one store serves all of them. Times are short enough to be waited for: whoever cannot turn the store's
 * clock lets it {@linkplain #pass pass}.
 */
public abstract class StreamStoreContract {

    private static final int SOME_HISTORIES = 10;

    final Duration unit;

    /** With times that are short enough to be waited for. */
    protected StreamStoreContract() {
        this(Duration.ofMillis(100));
    }

    /**
     * With other times, for a store whose time passes without being waited for: so long that nothing is over because the
     * machine is slow.
     *
     * @param unit of which times are from 2 to 9; more than 0
     */
    protected StreamStoreContract(Duration unit) {
        this.unit = unit;
    }

    /** The store; the same one throughout a test. */
    protected abstract StreamStore store();

    /** Lets so much of the store's time pass, or somewhat more. */
    protected abstract void pass(Duration time);

    /** Has the store forget all of a namespace, as when it was flushed. */
    protected abstract void lose(String namespace);

    /** Writes something where a copy is kept that cannot be read. */
    protected abstract void garble(Stream stream);

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

    /** Whether a test can make 10,000 posts: else the test of their bound is of no interest. */
    protected boolean takesManyPosts() {
        return true;
    }

    /**
     * How many seeded histories of five nodes are told; more for a store whose time passes without being waited for. The command
     * line may say otherwise: {@code -Dfleet.histories=1000}, and {@code -Dfleet.seed=4711} tells from which seed on.
     *
     * @return 10 by default
     */
    protected int histories() {
        return SOME_HISTORIES;
    }

    @Nested
    class Appending extends StreamAppendRules {
        Appending() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Bounding extends StreamBoundsRules {
        Bounding() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Reading extends StreamReadRules {
        Reading() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Listening extends StreamListenRules {
        Listening() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Claiming extends StreamClaimRules {
        Claiming() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Forgetting extends StreamTimeRules {
        Forgetting() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Gathering extends NodeRules {
        Gathering() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Posting extends PostRules {
        Posting() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Telling extends StreamNewsRules {
        Telling() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Separating extends StreamNamespaceRules {
        Separating() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Refusing extends StreamArgumentRules {
        Refusing() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Racing extends StreamRaceRules {
        Racing() {
            super(StreamStoreContract.this);
        }
    }

    @Nested
    class Surviving extends StreamHistoryRules {
        Surviving() {
            super(StreamStoreContract.this);
        }
    }
}
