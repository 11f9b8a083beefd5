package org.cqrsjakarta.internal.inspector;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many feeds may be open at a time: in all, and of one user. One place more is there for operators, who may have to act
 * when others look. Callable from any thread.
 */
final class FeedPlaces {

    private static final int FOR_OPERATORS = 1;

    /** Whether there was a place. */
    enum Answer {
        TAKEN,
        NONE,
        NONE_FOR_USER
    }

    private final int most;
    private final int mostOfUser;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> ofUser = new HashMap<>();
    private int taken;

    /** So many in all, and of one user. */
    FeedPlaces(int most, int mostOfUser) {
        this.most = most;
        this.mostOfUser = mostOfUser;
    }

    /**
     * Takes a place.
     *
     * @param user {@code null} where nobody has to say who they are: then they share all places
     */
    Answer take(@Nullable String user, boolean operator) {
        lock.lock();
        try {
            if (taken >= (operator ? most + FOR_OPERATORS : most)) {
                return Answer.NONE;
            }
            if (user != null && ofUser.getOrDefault(user, 0) >= mostOfUser) {
                return Answer.NONE_FOR_USER;
            }
            change(user, 1);
            return Answer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back that this user has taken. */
    void giveBack(@Nullable String user) {
        lock.lock();
        try {
            change(user, -1);
        } finally {
            lock.unlock();
        }
    }

    private void change(@Nullable String user, int by) {
        taken += by;
        if (user != null) {
            ofUser.merge(user, by, FeedPlaces::sum);
        }
    }

    private static @Nullable Integer sum(int before, int by) {
        return before + by == 0 ? null : before + by;
    }
}
