package org.cqrsjakarta.internal.delivery;

import java.util.Optional;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.internal.wire.LastEventId;
import org.jspecify.annotations.Nullable;

/**
 * What a request that has come is given, decided once. What it says of a stream that is somebody else's, of something else,
 * or not as far, is passed over as if it had said nothing; so is a position, of a stream that nobody knows, that is so far
 * that a new run would do nothing but pass over items.
 */
public sealed interface Arrival {

    /** The headers of a stream, and none is opened. */
    record Head() implements Arrival {}

    /** Nothing: its client has got the end, and asks again because that is what browsers do. */
    record End(LastEventId last) implements Arrival {}

    /** What it lacks of a stream that is there; for a way that cannot go on, a new run from there. */
    record Resume(HeldDelivery stream, long from) implements Arrival {}

    /**
     * A new run, from a position on.
     *
     * @param inPlaceOf the stream that it goes on with, which has not kept what is needed, and to which nobody listens;
     *     {@code null} if there is none
     */
    record Start(StreamKey key, long from, @Nullable HeldDelivery inPlaceOf) implements Arrival {

        /** The new run is there: the other stream has no more use. */
        public void closeReplaced() {
            if (inPlaceOf != null) {
                inPlaceOf.closeApart();
            }
        }
    }

    /** What another node perhaps has; else the other. */
    record Elsewhere(StreamKey key, LastEventId last, Arrival otherwise) implements Arrival {}

    /** What it lacks of a stream that another node has, or had. */
    record Follow(StreamKey key, LastEventId last) implements Arrival {}

    /** No stream. */
    record Refused(Refusal refusal) implements Arrival {}

    /** Decides it for the caller of the resource method that runs on this thread. */
    @SuppressWarnings("IllegalCatch")
    static Arrival of(Object request, StreamContext context, DeliveryContext delivery) {
        try {
            return of(request, delivery);
        } catch (RuntimeException | Error e) {
            // Requests are compared by code of the application's.
            context.end();
            throw e;
        }
    }

    private static Arrival of(Object request, DeliveryContext delivery) {
        if (!Caller.isKnown()) {
            return unknown();
        }
        Caller caller = Caller.take();
        if (caller.asksForHead()) {
            return new Head();
        }
        StreamKey key = new StreamKey(Owner.of(caller), caller.asked(), request, null);
        Optional<LastEventId> last = LastEventId.parse(caller.lastEventId());
        if (last.isEmpty()) {
            return new Start(key, 0, null);
        }
        LastEventId id = last.get();
        Optional<HeldDelivery> known = find(id, delivery);
        // Once: it may be closed meanwhile, and is not to be here for one question and gone for the next.
        boolean isHere = known.filter(stream -> stream.reaches(id.position())).isPresent();
        if (known.isEmpty() || isBeyond(id, known.get(), isHere)) {
            return id.isEnd() ? new End(id) : ofUnknown(key, id, delivery);
        }
        HeldDelivery stream = known.get();
        if (!stream.key().admits(key)) {
            return new Start(key, 0, null);
        }
        if (id.isEnd()) {
            return new End(id);
        }
        if (id.position() > stream.position()) {
            return new Start(key, 0, null);
        }
        if (isHere) {
            return new Resume(stream, id.position());
        }
        // Its client needs more than it has kept.
        return again(
                key,
                id.position(),
                stream.isListenedTo() ? null : stream,
                delivery.rules().resumption());
    }

    /**
     * Decides it for the same, with a ticket.
     *
     * @return {@link Start} from the beginning, with a key without request: the ticket is to be redeemed
     */
    static Arrival withTicket(String ticket, DeliveryContext delivery) {
        if (!Caller.isKnown()) {
            return unknown();
        }
        Caller caller = Caller.take();
        if (caller.asksForHead()) {
            return new Head();
        }
        StreamKey key = new StreamKey(Owner.of(null, caller.address()), caller.asked(), ticket, ticket);
        Optional<LastEventId> last = LastEventId.parse(caller.lastEventId());
        if (last.isEmpty()) {
            return new Start(key, 0, null);
        }
        LastEventId id = last.get();
        if (id.isEnd()) {
            return new End(id);
        }
        return find(id, delivery)
                .filter(stream -> stream.key().hasTicketOf(key) && stream.reaches(id.position()))
                .<Arrival>map(stream -> new Resume(stream, id.position()))
                .orElseGet(() -> new Start(key, 0, null));
    }

    /** Not by mistake as somebody else's, nor past what is registered with the filter that keeps the caller. */
    private static Arrival unknown() {
        DeliveryLog.LOG.notConfigured();
        return new Refused(Refusal.NOT_CONFIGURED);
    }

    private static Optional<HeldDelivery> find(LastEventId id, DeliveryContext delivery) {
        return delivery.registry()
                .find(id.stream())
                .flatMap(found -> found instanceof HeldDelivery stream ? Optional.of(stream) : Optional.empty());
    }

    /** Whether the node that runs it is to be asked, since what is here of it does not fit. */
    private static boolean isBeyond(LastEventId id, HeldDelivery stream, boolean isHere) {
        return stream.isElsewhere() && (id.position() > stream.position() || !isHere);
    }

    private static Arrival ofUnknown(StreamKey key, LastEventId last, DeliveryContext delivery) {
        ResumptionRules rules = delivery.rules().resumption();
        Arrival alone = last.position() > rules.rerunItems()
                ? new Start(key, 0, null)
                : again(key, last.position(), null, rules);
        return delivery.nodes() == null ? alone : new Elsewhere(key, last, alone);
    }

    private static Arrival again(
            StreamKey key, long position, @Nullable HeldDelivery inPlaceOf, ResumptionRules rules) {
        return rules.rerun() ? new Start(key, position, inPlaceOf) : new Refused(Refusal.NOT_KEPT);
    }
}
