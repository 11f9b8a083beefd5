package org.cqrsjakarta.internal.stream.exerciser;

import java.util.function.Consumer;
import org.cqrsjakarta.internal.event.InjectedDomainEvents;

/** The items of one handler, one after another, and what happens meanwhile. */
final class Course {

    private static final InjectedDomainEvents EVENTS = new InjectedDomainEvents(null);
    private static final int STUBBORN_TRIES = 3;

    private final HandlerUse use;
    private final HandlerPlan plan;
    private final boolean raises;
    private final boolean onHandlersThread;
    private int next;

    /**
     * Begins it.
     *
     * @param onHandlersThread whether it runs there, and not on one of its own
     */
    Course(HandlerUse use, boolean onHandlersThread) {
        this.use = use;
        this.plan = use.plan;
        this.onHandlersThread = onHandlersThread;
        this.raises = onHandlersThread && plan.raises() > 0;
        this.next = use.from;
    }

    /** Gives the next item; {@code false} at the end. */
    boolean advance(Consumer<? super Item> action) {
        if (!onHandlersThread) {
            return go(action);
        }
        use.enter();
        try {
            return go(action);
        } finally {
            use.exit();
        }
    }

    private boolean go(Consumer<? super Item> action) {
        boolean strikes = next == plan.at();
        if (strikes) {
            strike();
        }
        if (next >= plan.length()) {
            use.hasEnded = true;
            return false;
        }
        if (strikes && plan.item() == Mishap.NULL_ITEM) {
            action.accept(null);
            return true;
        }
        give(new Item(next, use), action);
        return true;
    }

    private void strike() {
        try {
            plan.item().strike(use);
        } catch (Exception e) {
            throw HandlerUse.<RuntimeException>rethrow(e);
        }
    }

    private void give(Item item, Consumer<? super Item> action) {
        int key = next++;
        if (raises && key % plan.raises() == 0) {
            EVENTS.raise(new Raised(use, key, 0));
            EVENTS.raise(new Raised(use, key, 1));
        }
        use.given = next - use.from;
        if (plan.item() == Mishap.IS_STUBBORN) {
            giveStubbornly(item, action);
        } else {
            action.accept(item);
        }
    }

    private static void giveStubbornly(Item item, Consumer<? super Item> action) {
        RuntimeException last = null;
        for (int i = 0; i < STUBBORN_TRIES; i++) {
            try {
                action.accept(item);
                return;
            } catch (RuntimeException refused) {
                last = refused;
            }
        }
        throw last;
    }
}
