package org.cqrsjakarta.spi;

import static org.cqrsjakarta.spi.StoreArguments.check;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cqrsjakarta.CircuitState;

/**
 * Where the nodes of an application share their circuits. A bean of this type makes them shared; without one each node has
 * its own.
 *
 * <p>Every operation is one atomic step at the store: it takes up what the node reports, decides, and answers with what holds
 * then. Two steps on the same circuit never overlap; steps on different circuits have nothing to do with each other. All
 * times are the store's own: a clock that was set back never makes anything last longer than it would have from now on.
 *
 * <pre>
 *              failures of enough nodes             generation + 1
 *    CLOSED ------------------------------&gt; OPEN       at each arrow
 *      ^  ^                                  |  ^
 *      |  +--- reset, from any state         |  | settled as FAILED
 *      |                                     |  |
 *      | as many SUCCEEDED as the rules say  |  |
 *      +------------------------------- HALF_OPEN
 *                                       the first lease after the open time
 * </pre>
 *
 * <p><b>What is reported, in this order:</b>
 * <ol>
 *   <li>A circuit that is not there, or that cannot be read, is CLOSED, of generation 0, and nobody has been seen. What no
 *       step comes to cannot be read: a negative number, or a generation of more than half of {@link #LARGEST_GENERATION}.
 *   <li>The node is seen now, with the state that it shows. Nodes that were not seen for {@link Rules#nodeTimeout} are
 *       forgotten; how many outcomes they have told is not, for the 64 of this generation that were forgotten last.
 *   <li>A report of a larger generation than the store's: the store has lost something. It takes the node's generation and
 *       state, with nothing else: an open time of what remains, and no more than {@link Rules#delay}; for HALF_OPEN, whose
 *       leases are lost, the next generation, OPEN, with nothing remaining. One of more than half of
 *       {@link #LARGEST_GENERATION} is refused: nothing is taken.
 *   <li>HALF_OPEN with as many successes as the report's rules ask for, because those before asked for more: CLOSED, and the
 *       next generation. If the report's generation is not the store's now, the rest of it is of no interest.
 *   <li>{@link Report#reset}: CLOSED, and the next generation.
 *   <li>While CLOSED, those of {@link Report#latest} that the node has not told before are added to the shared window, one
 *       by one; it holds the last {@link Rules#volume} of all nodes. The circuit opens, for {@link Rules#delay}, when the
 *       window is full, has at least {@link Rules#failures} failures, and they are of a quorum of nodes; or when a quorum of
 *       nodes has {@linkplain Report#tripped() tripped} by itself. What is left of the report is of the generation before.
 *   <li>The tokens of {@link Report#probes} keep their vote, unless it is lost.
 * </ol>
 * A new generation begins with an empty window, no outcome told, nobody tripped, no lease and no success.
 *
 * <p><b>Leases.</b> A token is a place and a vote. The place lasts for {@link Rules#lease} after it was given; the vote for as
 * long after the node has last reported that the probe runs. So a probe that hangs does not keep others out, a slow one can
 * still close the circuit, and one whose node was away for too long settles nothing.
 *
 * <p>Callable from any thread, and never called by one that serves a request: a call may block, and is given up by its caller
 * after {@code cqrs.store.timeout}, with an interrupt when the application stops. What it throws, and an answer that is too
 * late, make the node go on by itself until a later call succeeds. A call may be repeated: the same report changes nothing
 * more. A store is closed by whoever made it, not by the library.
 */
public interface CircuitStore {

    /**
     * No generation is larger, so that a store may count them in double precision. More than half of it nobody reaches by
     * steps: a store neither keeps it nor takes it from a report, so that there is always a next one.
     */
    long LARGEST_GENERATION = (1L << 53) - 1;

    /**
     * Takes up what a node reports, and tells what all nodes share.
     *
     * @param circuit which one
     * @param report  the node's
     * @return what holds now
     */
    Shared exchange(Circuit circuit, Report report);

    /**
     * Takes up a report, and gives a place for one probe if there is one. A circuit whose open time is over is HALF_OPEN
     * from the first such call on. There is a place while HALF_OPEN, and while fewer places are taken than successes are
     * still missing.
     *
     * @param circuit which one
     * @param report  the node's
     * @param number  tells this call of the node from all its others; the same number again is given the same token while
     *                that holds its place, and is one call more once it does not
     * @return what holds now, and the token {@code generation.node.number} if there was a place
     */
    Lease lease(Circuit circuit, Report report, long number);

    /**
     * Takes up a report, and what became of a probe. A token that is not known, is of another generation, or has lost its
     * vote, changes nothing. Any other gives its place back, and votes.
     *
     * @param circuit which one
     * @param report  the node's
     * @param token   that the probe was given; shown always, however late it is
     * @param verdict how the probe ended
     * @return what holds now
     */
    Shared settle(Circuit circuit, Report report, String token, Verdict verdict);

    /**
     * Asks to be told of changes of generation, by whichever node. It is a hint: it may be late, told twice or lost, and the
     * node asks by {@link #exchange} now and then all the same. A store that cannot tell returns a subscription that does
     * nothing. Returns at once, also while the store is away, and connects again by itself.
     *
     * @param namespace whose circuits
     * @param listener  is told, on the store's own thread, which it does not keep
     * @return the subscription
     */
    Subscription subscribe(String namespace, Listener listener);

    /**
     * Names a circuit. Two namespaces have nothing in common, whatever the texts are; they may hold any character.
     *
     * @param namespace of the application: the same on all its nodes
     * @param name      of the circuit's handler
     */
    record Circuit(String namespace, String name) {

        /** Checks that nothing is missing. */
        public Circuit {
            Objects.requireNonNull(namespace, "namespace");
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * How a circuit works: the same on all nodes, unless a new version of the application is on its way to them; each
     * step goes by the rules it brings.
     *
     * @param volume      outcomes in the shared window, 1 or more
     * @param failures    of them open the circuit, 1 to {@code volume}
     * @param delay       how long it is OPEN, 0 or more
     * @param successes   of probes that close it, 1 or more
     * @param lease       how long a place lasts, and a vote that is not renewed; more than 0
     * @param quorum      of how many nodes the failures must be; 0: of 1 while at most 2 nodes are live, else of 2
     * @param nodeTimeout how long a node is live after it was seen, more than 0
     */
    record Rules(
            int volume, int failures, Duration delay, int successes, Duration lease, int quorum, Duration nodeTimeout) {

        private static final int FEW_NODES = 2;

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public Rules {
            check(volume >= 1, "volume", volume, "1 or more");
            check(failures >= 1 && failures <= volume, "failures", failures, "1 to " + volume);
            check(!delay.isNegative(), "delay", delay, "0 or more");
            check(successes >= 1, "successes", successes, "1 or more");
            check(lease.isPositive(), "lease", lease, "more than 0");
            check(quorum >= 0, "quorum", quorum, "0 or more");
            check(nodeTimeout.isPositive(), "nodeTimeout", nodeTimeout, "more than 0");
        }

        /** How many nodes it takes while so many are live, the one that reports included. */
        public int quorumOf(int liveNodes) {
            return quorum > 0 ? quorum : liveNodes > FEW_NODES ? 2 : 1;
        }
    }

    /**
     * What a node knows and has.
     *
     * @param node       its id, of {@code A-Z a-z 0-9 _ -}, up to 64: another one after each start
     * @param rules      of the circuit
     * @param generation the shared one that it knows, 0 or more; 0 if it knows none
     * @param state      the shared state of that generation, as it knows it
     * @param remaining  of an OPEN one's time, by the node's own clock, 0 or more
     * @param shows      the state by which the node itself admits, for others to see
     * @param tripped    whether the node's own window has opened the circuit for this node, and it has not closed since; of
     *                   {@code generation}
     * @param outcomes   how many outcomes it has counted while {@code generation} was CLOSED, up to 2^53 - 1
     * @param latest     the last of them, as many as no answer has confirmed, oldest first: {@code F} for a failure,
     *                   {@code S} for any other; no more than {@code rules.volume}
     * @param probes     tokens of its probes that run, in no order
     * @param reset      whether an operator wants {@code generation} to be over, and the circuit CLOSED
     */
    record Report(
            String node,
            Rules rules,
            long generation,
            CircuitState state,
            Duration remaining,
            CircuitState shows,
            boolean tripped,
            long outcomes,
            String latest,
            List<String> probes,
            boolean reset) {

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public Report {
            Objects.requireNonNull(rules, "rules");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(shows, "shows");
            StoreArguments.node(node);
            checkGeneration(generation);
            check(!remaining.isNegative(), "remaining", remaining, "0 or more");
            check(outcomes <= LARGEST_GENERATION, "outcomes", outcomes, "0 to " + LARGEST_GENERATION);
            check(latest.length() <= Math.min(outcomes, rules.volume), "latest", latest, "up to outcomes and volume");
            check(latest.chars().allMatch(c -> c == 'F' || c == 'S'), "latest", latest, "F and S");
            probes = List.copyOf(probes);
        }
    }

    /**
     * What all nodes share.
     *
     * @param generation how often the state has changed, 0 or more
     * @param state      the state; OPEN also when its time is over, until the first lease
     * @param remaining  of an OPEN one's time, from 0 to {@link Rules#delay}; of any other state 0
     * @param nodes      those that are live, the one that asks included, in the order of their ids
     */
    record Shared(long generation, CircuitState state, Duration remaining, List<Node> nodes) {

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public Shared {
            Objects.requireNonNull(state, "state");
            checkGeneration(generation);
            check(!remaining.isNegative(), "remaining", remaining, "0 or more");
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * A node, as it has reported last.
     *
     * @param id    its id
     * @param shows the state by which it admits
     */
    record Node(String id, CircuitState shows) {

        /** Checks that nothing is missing. */
        public Node {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(shows, "shows");
        }
    }

    /**
     * The answer to who asks for a place.
     *
     * @param token  empty if there is no place
     * @param shared what holds now
     */
    record Lease(Optional<String> token, Shared shared) {

        /** Checks that nothing is missing. */
        public Lease {
            Objects.requireNonNull(token, "token");
            Objects.requireNonNull(shared, "shared");
        }
    }

    /** What a probe tells. */
    enum Verdict {
        /** One success more. */
        SUCCEEDED,
        /** The circuit opens again. */
        FAILED,
        /** Nothing was learnt: only the place is free. */
        IGNORED
    }

    /** Hears of changes. What it throws is of no interest. */
    interface Listener {

        /**
         * A circuit may have changed.
         *
         * @param circuit its name, without its namespace
         */
        void changed(String circuit);

        /** Any may have: the connection was lost, and is there again. */
        void allMayHaveChanged();
    }

    /** Says that somebody listens. */
    interface Subscription extends AutoCloseable {

        /** Nothing is told any more once this has returned, and none of its threads is left. Has no effect twice. */
        @Override
        void close();
    }

    private static void checkGeneration(long generation) {
        check(
                generation >= 0 && generation <= LARGEST_GENERATION,
                "generation",
                generation,
                "0 to " + LARGEST_GENERATION);
    }
}
