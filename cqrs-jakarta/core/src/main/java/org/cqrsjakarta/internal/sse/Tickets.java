package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryMessages;
import org.cqrsjakarta.internal.delivery.DeliveryRules;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * The tickets that were issued and not used. All live equally long, so the oldest is the first to be too old; it is
 * dropped when somebody comes along. Callable from any thread.
 */
final class Tickets {

    private final Time time;
    private final Duration life;
    private final int capacity;
    private final int capacityOfUser;
    private final Supplier<String> secrets;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Issued<?>> unused = new LinkedHashMap<>();

    /**
     * What a ticket opens.
     *
     * @param chain    serves the request
     * @param request  the request
     * @param user     to whom it was issued; {@code null} if nobody in particular
     * @param contexts gives theirs
     * @param nanos    when it was issued
     */
    record Issued<R>(
            Chain<R> chain, Object request, @Nullable String user, Supplier<StreamContext> contexts, long nanos) {}

    /**
     * Creates an empty register.
     *
     * @param secrets a new one for each ticket, which nobody guesses
     */
    Tickets(Time time, DeliveryRules rules, Supplier<String> secrets) {
        this.time = time;
        this.life = rules.tickets().life();
        this.capacity = rules.tickets().most();
        this.capacityOfUser = rules.bounds().streamsOfUser();
        this.secrets = secrets;
    }

    /**
     * Issues a ticket.
     *
     * @throws org.cqrsjakarta.rest.StreamRefusedException if too many are unused
     */
    <R> String issue(Chain<R> chain, Object request, @Nullable String user, Supplier<StreamContext> contexts) {
        String ticket = secrets.get();
        lock.lock();
        try {
            dropOld();
            if (unused.size() >= capacity) {
                throw DeliveryMessages.MESSAGES.tooManyTickets(capacity);
            }
            if (user != null && countOf(user) >= capacityOfUser) {
                throw DeliveryMessages.MESSAGES.tooManyTicketsOfUser(capacityOfUser);
            }
            unused.put(ticket, new Issued<>(chain, request, user, contexts, time.nanos()));
        } finally {
            lock.unlock();
        }
        return ticket;
    }

    /** Uses a ticket up; empty if it is not good. */
    Optional<Issued<?>> redeem(@Nullable String ticket) {
        lock.lock();
        try {
            dropOld();
            Issued<?> found = unused.remove(ticket);
            return found == null || isOld(found) ? Optional.empty() : Optional.of(found);
        } finally {
            lock.unlock();
        }
    }

    /** What it was used for could not be had: it may be used again, for as long as it would have lived anyway. */
    void giveBack(String ticket, Issued<?> issued) {
        lock.lock();
        try {
            unused.putFirst(ticket, issued);
        } finally {
            lock.unlock();
        }
    }

    private long countOf(String user) {
        return unused.values().stream()
                .filter(issued -> user.equals(issued.user()))
                .count();
    }

    private void dropOld() {
        Iterator<Issued<?>> oldest = unused.values().iterator();
        while (oldest.hasNext() && isOld(oldest.next())) {
            oldest.remove();
        }
    }

    private boolean isOld(Issued<?> issued) {
        return time.nanos() - issued.nanos() >= life.toNanos();
    }
}
