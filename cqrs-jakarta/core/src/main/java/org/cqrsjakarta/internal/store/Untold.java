package org.cqrsjakarta.internal.store;

/** The outcomes of one generation, as this node has counted them. Not thread-safe. */
final class Untold {

    private final int most;
    private final StringBuilder latest = new StringBuilder();
    private long counted;

    /** Keeps so many at the most. */
    Untold(int most) {
        this.most = most;
    }

    void add(boolean failure) {
        counted++;
        if (latest.length() == most) {
            latest.deleteCharAt(0);
        }
        latest.append(failure ? 'F' : 'S');
    }

    /** The first ones, so many, are known. */
    void confirm(long outcomes) {
        long left = counted - outcomes;
        if (left < latest.length()) {
            latest.delete(0, latest.length() - (int) Math.max(0, left));
        }
    }

    void clear() {
        counted = 0;
        latest.setLength(0);
    }

    long counted() {
        return counted;
    }

    String latest() {
        return latest.toString();
    }
}
