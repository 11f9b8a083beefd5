package org.cqrsjakarta.spi;

import java.time.Duration;

/**
 * Checks what a {@link StreamStore} is given beside records, which check themselves. Each of its implementations calls the
 * method of the operation's name before anything else, so that all refuse the same values in the same words.
 */
public final class StoreArguments {

    private static final int LONGEST_TEXT = 256;

    private StoreArguments() {}

    /**
     * Checks what {@link StreamStore#claim} is given.
     *
     * @param epoch of the node that is lost
     * @param node  that goes on
     * @param kept  for how long
     * @throws IllegalArgumentException if one is out of its range
     */
    public static void claim(long epoch, String node, Duration kept) {
        epoch(epoch);
        node(node);
        kept(kept);
    }

    /**
     * Checks what {@link StreamStore#remove} is given.
     *
     * @param epoch of whoever drops the copy
     * @throws IllegalArgumentException if it is out of its range
     */
    public static void remove(long epoch) {
        epoch(epoch);
    }

    /**
     * Checks what {@link StreamStore#beat} is given.
     *
     * @param node  that lives
     * @param live  for how long
     * @param after number of the last post that it has heard of
     * @throws IllegalArgumentException if one is out of its range
     */
    public static void beat(String node, Duration live, long after) {
        node(node);
        check(!live.isNegative(), "live", live, "0 or more");
        check(after >= -1, "after", after, "-1 or more");
    }

    /**
     * Checks what {@link StreamStore#post} is given.
     *
     * @param text for all nodes
     * @param kept for how long
     * @throws IllegalArgumentException if one is out of its range
     */
    public static void post(String text, Duration kept) {
        check(
                text.length() <= LONGEST_TEXT && text.chars().allMatch(c -> c >= ' ' && c <= '~'),
                "text",
                text,
                "up to 256 of printable ASCII");
        kept(kept);
    }

    /**
     * Checks what {@link StreamStore#subscribe} is given.
     *
     * @param node that listens
     * @throws IllegalArgumentException if it is none
     */
    public static void subscribe(String node) {
        node(node);
    }

    static void node(String node) {
        check(node.matches("[A-Za-z0-9_-]{1,64}"), "node", node, "1 to 64 of A-Z a-z 0-9 _ -");
    }

    static void epoch(long epoch) {
        check(epoch >= 1, "epoch", epoch, "1 or more");
    }

    static void kept(Duration kept) {
        check(kept.isPositive(), "kept", kept, "more than 0");
    }

    static void check(boolean holds, String name, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(name + " = " + value + ", allowed: " + range);
        }
    }
}
