package org.cqrsjakarta.internal.circuit;

/** Leave to run one step behind a circuit. Callable from any thread. */
public interface Permit {

    /** A permit of a handler without a circuit: reports go nowhere. */
    Permit UNGUARDED = new Permit() {
        @Override
        public void firstItem() {}

        @Override
        public void report(Outcome outcome) {}
    };

    /** Tells that the handler has produced its first item. At most once, before {@link #report}. */
    void firstItem();

    /**
     * Gives the permit back. Only the first report of a permit has an effect.
     *
     * @param outcome how the step ended
     */
    void report(Outcome outcome);
}
