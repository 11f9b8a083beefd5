package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private final Map<String, Issued<?>> unused = new HashMap<>();

    /** Those that are being used: until then they may be taken back. */
    private final Map<String, Issued<?>> inUse = new HashMap<>();

    /** The same, the oldest first: in the order in which they were issued, also those that were given back. */
    private final SortedMap<Long, String> byAge = new TreeMap<>();

    private long issued;

    /**
     * What a ticket opens.
     *
     * @param chain    serves the request
     * @param request  the request
     * @param user     to whom it was issued; {@code null} if nobody in particular
     * @param contexts gives theirs
     * @param number   how many were issued before
     * @param nanos    when it was issued
     */
    record Issued<R>(
            Chain<R> chain,
            Object request,
            @Nullable String user,
            Supplier<StreamContext> contexts,
            long number,
            long nanos) {}

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
            put(ticket, new Issued<>(chain, request, user, contexts, issued++, time.nanos()));
        } finally {
            lock.unlock();
        }
        return ticket;
    }

    /** Takes a ticket to be used, for {@link #done} to follow; empty if it is not good. */
    Optional<Issued<?>> redeem(@Nullable String ticket) {
        lock.lock();
        try {
            dropOld();
            Issued<?> found = unused.remove(ticket);
            if (found == null) {
                return Optional.empty();
            }
            byAge.remove(found.number());
            if (isOld(found)) {
                return Optional.empty();
            }
            inUse.put(Objects.requireNonNull(ticket), found);
            return Optional.of(found);
        } finally {
            lock.unlock();
        }
    }

    /**
     * It was used; or what it was taken for could not be had, so that it may be used again, for as long as it would have lived
     * anyway, unless it was taken back.
     */
    void done(String ticket, boolean isUsed) {
        lock.lock();
        try {
            Issued<?> taken = inUse.remove(ticket);
            if (taken != null && !isUsed) {
                put(ticket, taken);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Those that were issued to a user are good no more. */
    void dropAllOf(String user) {
        lock.lock();
        try {
            byAge.values()
                    .removeIf(ticket -> user.equals(
                            Objects.requireNonNull(unused.get(ticket)).user()));
            unused.values().removeIf(one -> user.equals(one.user()));
            inUse.values().removeIf(one -> user.equals(one.user()));
        } finally {
            lock.unlock();
        }
    }

    private void put(String ticket, Issued<?> one) {
        unused.put(ticket, one);
        byAge.put(one.number(), ticket);
    }

    private long countOf(String user) {
        return unused.values().stream().filter(one -> user.equals(one.user())).count();
    }

    private void dropOld() {
        Iterator<String> oldest = byAge.values().iterator();
        while (oldest.hasNext()) {
            String ticket = oldest.next();
            if (!isOld(Objects.requireNonNull(unused.get(ticket)))) {
                return;
            }
            oldest.remove();
            unused.remove(ticket);
        }
    }

    private boolean isOld(Issued<?> one) {
        return time.nanos() - one.nanos() >= life.toNanos();
    }
}
