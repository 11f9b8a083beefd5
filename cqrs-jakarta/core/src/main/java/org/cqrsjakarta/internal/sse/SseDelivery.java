package org.cqrsjakarta.internal.sse;

import jakarta.ws.rs.container.AsyncResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.Arrival;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.EventPayloads;
import org.cqrsjakarta.internal.delivery.OpenDelivery;
import org.cqrsjakarta.internal.delivery.Owner;
import org.cqrsjakarta.internal.delivery.Refusal;
import org.cqrsjakarta.internal.delivery.StreamKey;
import org.cqrsjakarta.internal.delivery.UnknownRequestMapper;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.internal.wire.FrameEncoder;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.rest.StreamSummary;
import org.jspecify.annotations.Nullable;

/** Delivers streams as Server-Sent Events, in responses that are suspended. */
public final class SseDelivery {

    private static final int TICKET_BYTES = 16;

    private final DeliveryContext delivery;
    private final LiveResponses responses;
    private final Tickets tickets;
    private final @Nullable SharedStreams shared;
    private final ReentrantLock following = new ReentrantLock();

    /**
     * Creates the delivery of one application.
     *
     * @param delivery  what all its streams share
     * @param responses serve them
     */
    public SseDelivery(DeliveryContext delivery, LiveResponses responses) {
        this.delivery = delivery;
        this.responses = responses;
        this.tickets = new Tickets(
                delivery.time(), delivery.rules(), () -> DeliveryContext.randomHex(delivery.random(), TICKET_BYTES));
        NodeStreams nodes = delivery.nodes();
        this.shared = nodes == null ? null : new SharedStreams(delivery, nodes, this::stopAllHere);
    }

    /**
     * Starts the delivery of one stream, or goes on with the one that the client has lost.
     *
     * @param chain    what serves the request
     * @param request  the request
     * @param context  the caller's
     * @param response the suspended response of the resource method that runs on this thread
     * @return completes when the response has ended
     */
    public <R> CompletionStage<StreamSummary> deliver(
            Chain<R> chain, Object request, StreamContext context, AsyncResponse response) {
        Arrival arrival = Arrival.of(request, context, delivery);
        if (shared != null && arrival instanceof Arrival.Elsewhere asked) {
            return shared.arrive(asked, chain, response, found -> serve(chain, found, context, response));
        }
        return serve(chain, arrival, context, response);
    }

    private <R> CompletionStage<StreamSummary> serve(
            Chain<R> chain, Arrival arrival, StreamContext context, AsyncResponse response) {
        if (arrival instanceof Arrival.Start start) {
            return start(chain, start, context, response);
        }
        if (arrival instanceof Arrival.Follow follow) {
            return follow(chain, follow, context, response);
        }
        context.end();
        return answer(arrival, response);
    }

    /** Its node, or this one if that is lost, goes on with it. */
    private <R> CompletionStage<StreamSummary> follow(
            Chain<R> chain, Arrival.Follow follow, StreamContext context, AsyncResponse response) {
        long from = follow.last().position();
        OpenStream followed;
        // Two clients of one stream may come at once: it is to be followed once.
        following.lock();
        try {
            Optional<OpenStream> here = find(follow.last().stream());
            if (here.filter(stream -> from <= stream.position() && stream.reaches(from))
                    .isPresent()) {
                context.end();
                return resume(here.get(), from, response);
            }
            here.ifPresent(OpenStream::closeApart);
            followed = Objects.requireNonNull(shared).follow(chain, follow, context);
            Optional<Refusal> refusal = delivery.registry().open(followed, null);
            if (refusal.isPresent()) {
                return refuse(refusal.get(), followed, context, response);
            }
        } finally {
            following.unlock();
        }
        return serve(new Attachment(followed, from, resumed(true, from)), followed, response);
    }

    private Optional<OpenStream> find(String address) {
        return delivery.registry()
                .find(address)
                .flatMap(found -> found instanceof OpenStream stream ? Optional.of(stream) : Optional.empty());
    }

    /**
     * Starts the delivery of a ticket's stream, or goes on with it for a client that has lost it.
     *
     * @param ticket   as the client gave it; {@code null} if it gave none
     * @param context  of whoever brings it, who may be nobody
     * @param response the suspended response of the resource method that runs on this thread
     * @return completes when the response has ended
     */
    public CompletionStage<StreamSummary> deliver(
            @Nullable String ticket, StreamContext context, AsyncResponse response) {
        context.end();
        Arrival arrival = Arrival.withTicket(ticket == null ? "" : ticket, delivery);
        if (!(arrival instanceof Arrival.Start start)) {
            return answer(arrival, response);
        }
        Optional<Tickets.Issued<?>> issued = tickets.redeem(ticket);
        if (ticket == null || issued.isEmpty()) {
            return refuse(Refusal.BAD_TICKET, response);
        }
        return start(issued.get(), start.key(), ticket, response);
    }

    private CompletionStage<StreamSummary> answer(Arrival arrival, AsyncResponse response) {
        return switch (arrival) {
            case Arrival.Head head -> StreamlessAnswers.head(response);
            case Arrival.End end -> StreamlessAnswers.finished(end.last(), response);
            case Arrival.Refused refused -> refuse(refused.refusal(), response);
            case Arrival.Resume resume -> resume((OpenStream) resume.stream(), resume.from(), response);
            case Arrival.Start start -> throw new IllegalArgumentException("A stream is to be started: " + start);
            case Arrival.Follow follow -> throw new IllegalArgumentException("A stream is to be followed: " + follow);
            case Arrival.Elsewhere asked -> throw new IllegalArgumentException("Others are to be asked: " + asked);
        };
    }

    /**
     * Answers a request that nobody handles: a fault of the application, so that the client is told 500, and the log what
     * is missing.
     *
     * @return completes exceptionally with the reason
     */
    public CompletionStage<StreamSummary> refuse(UnknownRequestException reason, AsyncResponse response) {
        response.resume(UnknownRequestMapper.answer(reason, delivery.newInstance()));
        return CompletableFuture.failedStage(reason);
    }

    /**
     * Issues a ticket for one stream to the caller of the resource method that runs on this thread.
     *
     * @param chain    what serves the request
     * @param request  the request
     * @param contexts give the caller's
     * @return the ticket
     */
    public <R> String issue(Chain<R> chain, Object request, Supplier<StreamContext> contexts) {
        return tickets.issue(chain, request, Caller.current().user(), contexts);
    }

    /**
     * Ends a stream of the caller of the resource method that runs on this thread.
     *
     * @param address of the stream
     * @return whether there was one
     */
    public boolean stop(String address) {
        if (!Caller.isKnown()) {
            return false;
        }
        String user = Caller.current().user();
        Optional<OpenStream> known = find(address);
        Optional<OpenStream> own =
                known.filter(stream -> Objects.equals(stream.key().user(), user));
        own.ifPresent(OpenStream::closeApart);
        // One that is followed here is ended where it runs.
        boolean isElsewhere =
                known.isEmpty() || own.filter(OpenStream::isElsewhere).isPresent();
        boolean isTold = isElsewhere && shared != null && shared.stop(address, user);
        return isTold || own.isPresent();
    }

    /**
     * Ends all streams of a user, and takes the tickets back that were issued to them. Callable from any thread.
     *
     * @return how many streams there were
     */
    public int stopAll(String user) {
        tickets.dropAllOf(user);
        if (shared != null) {
            shared.stopAll(user);
        }
        List<OpenDelivery> own = delivery.registry().stopAllOf(user);
        own.forEach(OpenDelivery::closeApart);
        return own.size();
    }

    /** The same for another node, by the digest that stands for the user. */
    private void stopAllHere(String digest) {
        NodeStreams nodes = Objects.requireNonNull(delivery.nodes());
        delivery.registry().all().stream()
                .filter(stream -> nodes.owners().ofUser(stream.key().user()).equals(digest))
                .forEach(OpenDelivery::closeApart);
    }

    private <R> CompletionStage<StreamSummary> start(
            Tickets.Issued<R> issued, StreamKey redeemed, String ticket, AsyncResponse response) {
        Owner owner = Owner.of(issued.user(), redeemed.owner().address());
        StreamKey key = new StreamKey(owner, redeemed.asked(), issued.request(), ticket);
        boolean isUsed = true;
        try {
            StreamContext context = issued.contexts().get();
            OpenStream stream = OpenStream.of(delivery, key, issued.chain(), context, 0);
            Optional<Refusal> refusal = delivery.registry().open(stream, null);
            if (refusal.isPresent()) {
                isUsed = false;
                return refuse(refusal.get(), stream, context, response);
            }
            share(stream, issued.chain(), 0);
            return serve(new Attachment(stream, 0, null), stream, response);
        } finally {
            tickets.done(ticket, isUsed);
        }
    }

    private <R> CompletionStage<StreamSummary> start(
            Chain<R> chain, Arrival.Start start, StreamContext context, AsyncResponse response) {
        long from = start.from();
        OpenStream stream = OpenStream.of(delivery, start.key(), chain, context, from);
        Optional<Refusal> refusal = delivery.registry().open(stream, start.inPlaceOf());
        if (refusal.isPresent()) {
            return refuse(refusal.get(), stream, context, response);
        }
        start.closeReplaced();
        share(stream, chain, from);
        return serve(new Attachment(stream, from, from > 0 ? resumed(false, from) : null), stream, response);
    }

    private void share(OpenStream stream, Chain<?> chain, long from) {
        if (shared != null) {
            shared.share(stream, chain, from);
        }
    }

    /** The stream goes on in the contexts in which it began; those of who comes back are not needed. */
    private CompletionStage<StreamSummary> resume(OpenStream stream, long from, AsyncResponse response) {
        return serve(new Attachment(stream, from, resumed(true, from)), stream, response);
    }

    private static byte[] resumed(boolean kept, long from) {
        return FrameEncoder.event("resumed", EventPayloads.resumed(kept, from));
    }

    private CompletionStage<StreamSummary> serve(Attachment attachment, OpenStream stream, AsyncResponse response) {
        try {
            attachment.servedBy(responses.serve("cqrs-response-" + stream.id(), response, Form.EVENTS, attachment));
            return attachment.result();
        } catch (RuntimeException | Error e) {
            attachment.over(false);
            attachment.out();
            throw e;
        }
    }

    private CompletionStage<StreamSummary> refuse(
            Refusal refusal, OpenStream stream, StreamContext context, AsyncResponse response) {
        context.end();
        stream.release();
        return refuse(refusal, response);
    }

    /** No stream is opened for this request. */
    private CompletionStage<StreamSummary> refuse(Refusal refusal, AsyncResponse response) {
        response.resume(refusal.answer(delivery.rules()));
        return CompletableFuture.failedStage(refusal.exception(delivery.rules()));
    }
}
