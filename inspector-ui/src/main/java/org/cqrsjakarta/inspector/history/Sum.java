package org.cqrsjakarta.inspector.history;

/** Sums of counts that others have said: what is too much for a number is the greatest one, and not a negative one. */
final class Sum {

    private Sum() {}

    /**
     * The sum.
     *
     * @param some 0 or more
     * @param more 0 or more
     */
    static long of(long some, long more) {
        long sum = some + more;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
