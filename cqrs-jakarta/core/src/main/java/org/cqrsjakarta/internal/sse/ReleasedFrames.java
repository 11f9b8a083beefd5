package org.cqrsjakarta.internal.sse;

/**
 * What readers of a journal here may take.
 *
 * <pre>
 *   IN STEP ---------------- the store is late, or away ----------------&gt; ALONE
 *   what the copy has       &lt;----- the copy has everything -----     everything
 * </pre>
 */
final class ReleasedFrames {

    private final Journal journal;
    private final boolean waits;
    private volatile boolean isAlone;

    /**
     * Releases nothing yet.
     *
     * @param waits whether readers wait for the copy
     */
    ReleasedFrames(Journal journal, boolean waits) {
        this.journal = journal;
        this.waits = waits;
    }

    boolean areAlone() {
        return isAlone;
    }

    /** They wait no more. */
    void goAlone() {
        isAlone = true;
        release(Long.MAX_VALUE);
    }

    /** The copy has what comes before this number; if that is all, they wait for what is next. */
    void copied(long number) {
        isAlone &= journal.end() > number;
        if (!isAlone) {
            release(number);
        }
    }

    private void release(long number) {
        if (waits) {
            journal.release(number);
        }
    }
}
