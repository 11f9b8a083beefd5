package org.cqrsjakarta.internal.chain;

import java.util.List;
import java.util.Objects;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.ItemKey;

/**
 * The steps that serve one request type, step 0 being the primary.
 *
 * @param <R> type of the items
 */
public final class Chain<R> {

    /**
     * Default of {@code cqrs.continuation.keys}: about 5 MB a stream beside the keys themselves, more items than most
     * streams have, and a bound for those that never end.
     */
    public static final int MOST_KEYS = 100_000;

    private final List<Step<R>> steps;
    private final int mostKeys;
    private final ItemKey<? super R> key;
    private final boolean keepsKeys;
    private final int keepsItems;

    private final ItemReader<R> reader;

    /**
     * Checks the order of the steps.
     *
     * @param steps    at least one; only the first has no takeover
     * @param mostKeys number of delivered keys that a stream keeps, 1 or more, where a step asks for them
     * @param key      tells items apart, where a step asks for that
     * @throws IllegalArgumentException if there is no step, one of them stands where it cannot, or {@code mostKeys} is
     *     less than 1
     */
    public Chain(List<Step<R>> steps, int mostKeys, ItemKey<? super R> key) {
        this(steps, mostKeys, key, line -> {
            throw new IllegalStateException("Nobody has said how items are read");
        });
    }

    /**
     * The same, whose streams other nodes may go on with.
     *
     * @param reader makes items of what was sent of them
     */
    public Chain(List<Step<R>> steps, int mostKeys, ItemKey<? super R> key, ItemReader<R> reader) {
        this.steps = List.copyOf(steps);
        this.mostKeys = mostKeys;
        this.key = Objects.requireNonNull(key, "key");
        this.reader = reader;
        if (mostKeys < 1) {
            throw new IllegalArgumentException("mostKeys = " + mostKeys + ", allowed: 1 or more");
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a chain needs a primary, found no step");
        }
        for (Step<R> step : steps) {
            boolean primary = step == steps.getFirst();
            if (primary != (step.takeover() == null)) {
                throw new IllegalArgumentException("'" + step.name() + "' stands at step " + steps.indexOf(step)
                        + " and is " + (primary ? "a fallback" : "a primary"));
            }
        }
        keepsKeys = steps.stream().anyMatch(step -> step.goesOnBy(Continuation.DISTINCT));
        keepsItems = steps.stream().mapToInt(Step::remembers).max().orElse(0);
    }

    /** With the items' own keys, which are {@link org.cqrsjakarta.Keyed} where a step asks for them. */
    @SuppressWarnings("unchecked")
    public Chain(List<Step<R>> steps, int mostKeys) {
        this(steps, mostKeys, (ItemKey<? super R>) new ItemKey.OfKeyed());
    }

    /** With the default number of them. */
    public Chain(List<Step<R>> steps) {
        this(steps, MOST_KEYS);
    }

    /** Makes items of what was sent of them; throws where nobody has said how. */
    public ItemReader<R> reader() {
        return reader;
    }

    /** All steps, in order. */
    public List<Step<R>> steps() {
        return steps;
    }

    public Step<R> primary() {
        return steps.getFirst();
    }

    /** Whether a step is followed by another one, which goes on with its stream when the node that ran it is lost. */
    public boolean canTakeOver(int step) {
        return step >= 0 && step < steps.size() - 1;
    }

    /** Whether the keys of delivered items must be kept. */
    public boolean keepsKeys() {
        return keepsKeys;
    }

    /** What tells the items of all steps apart. */
    public ItemKey<? super R> key() {
        return key;
    }

    /** Number of keys that are kept at most. */
    public int mostKeys() {
        return mostKeys;
    }

    /** How many delivered items must be kept. */
    public int keepsItems() {
        return keepsItems;
    }
}
