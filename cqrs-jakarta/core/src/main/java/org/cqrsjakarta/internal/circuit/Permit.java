package org.cqrsjakarta.internal.circuit;

/** Leave to run one step behind a circuit. Callable from any thread. */
public interface Permit {

    /** A permit of a handler without a circuit: reports go nowhere. */
    Permit UNGUARDED = new Permit() {
        @Override
        public boolean watchesItems() {
            return false;
        }

        @Override
        public void item() {}

        @Override
        public void report(Outcome outcome) {}
    };

    /** Whether {@link #item} is of any interest still. Once it is not, it never is again. */
    boolean watchesItems();

    /** Tells that the handler has produced an item. Called on the producing thread, before {@link #report}. */
    void item();

    /**
     * Gives the permit back. Only the first report of a permit has an effect.
     *
     * @param outcome how the step ended
     */
    void report(Outcome outcome);
}
