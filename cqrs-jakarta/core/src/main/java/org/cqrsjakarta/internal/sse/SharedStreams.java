package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.container.AsyncResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.Arrival;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.DeliveryLog;
import org.cqrsjakarta.internal.delivery.ResumptionRules;
import org.cqrsjakarta.internal.delivery.StreamKey;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.store.StoreAwayException;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.rest.StreamSummary;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.jspecify.annotations.Nullable;

/** What the nodes of an application have to do with each other's streams: who has which, who wants which, who stops which. */
final class SharedStreams {

    /** A stream is there for others for so long after the last that was heard of it. */
    static final Duration KEPT = Duration.ofDays(1);

    /** For so many polls a node is waited for that is to copy its stream. */
    private static final int PATIENCE_IN_POLLS = 2;

    private final DeliveryContext delivery;
    private final NodeStreams nodes;
    private final Consumer<String> stopAllOf;

    private final OwnStreams own = new OwnStreams();

    /**
     * Begins.
     *
     * @param stopAllOf ends the streams of a user on this node, by the digest that stands for it
     */
    SharedStreams(DeliveryContext delivery, NodeStreams nodes, Consumer<String> stopAllOf) {
        this.delivery = delivery;
        this.nodes = nodes;
        this.stopAllOf = stopAllOf;
        nodes.begin(this::heard, own::catchUp);
    }

    /** Other nodes find a stream of this one from now on. */
    void share(OpenStream stream, Chain<?> chain, long from) {
        ownerOf(stream.key()).ifPresent(owner -> {
            var origin = new CopyParts.Origin(NodeStreams.keyOf(stream.address()), owner, 1, 0, 0);
            StreamCopy copy = share(stream, chain, origin, nodes.keepsJournals() ? 0 : -1);
            if (!nodes.keepsJournals()) {
                copy.announce(from);
            }
        });
    }

    /** Streams of this node. */
    OwnStreams own() {
        return own;
    }

    /** The same of one that this node has claimed, and of which it has everything. */
    void shareOwn(OpenStream stream, Chain<?> chain, Copy claimed) {
        long end = stream.journal().end();
        String key = NodeStreams.keyOf(stream.address());
        var unused = share(
                stream,
                chain,
                new CopyParts.Origin(key, claimed.owner(), claimed.epoch(), claimed.end() - end, claimed.step()),
                end);
    }

    private StreamCopy share(OpenStream stream, Chain<?> chain, CopyParts.Origin origin, long next) {
        ResumptionRules rules = delivery.rules().resumption();
        var bounds = new Bounds(rules.items(), rules.bytes(), chain.keepsKeys() ? chain.mostKeys() : 0, KEPT);
        var parts = CopyParts.of(nodes.node(), origin, bounds, stream.journal(), next);
        var copy = new StreamCopy(nodes, delivery.time(), stream.journal(), parts, stream::closeApart, next);
        if (nodes.keepsJournals()) {
            stream.journal().release(next);
        }
        own.add(origin.key(), stream);
        stream.outlet().shareBy(new CopiedStream(delivery, nodes, stream, copy, own::remove));
        return copy;
    }

    /** Empty if it cannot be told from others, or if only the node knows it that has issued its ticket. */
    @SuppressWarnings("IllegalCatch")
    private Optional<String> ownerOf(StreamKey key) {
        if (key.ticket() != null) {
            return Optional.empty();
        }
        try {
            String request = key.request().getClass().getName()
                    + new String(delivery.encoder().get().line(key.request()), UTF_8);
            return Optional.of(nodes.owners().of(key.user(), key.asked(), request));
        } catch (RuntimeException | Error e) {
            DeliveryLog.LOG.requestNotShared(key.request().getClass().getName(), e.toString());
            return Optional.empty();
        }
    }

    /**
     * Asks the others about a stream that this node does not have, on a thread of its own: the server's has something else to
     * do.
     *
     * @param chain  of the request
     * @param serves what is found
     * @return completes when the response has ended
     */
    CompletionStage<StreamSummary> arrive(
            Arrival.Elsewhere asked,
            Chain<?> chain,
            AsyncResponse response,
            Function<Arrival, CompletionStage<StreamSummary>> serves) {
        CompletableFuture<CompletionStage<StreamSummary>> served = new CompletableFuture<>();
        Optional<String> owner = ownerOf(asked.key());
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        delivery.threads().startOrRun("cqrs-arrival", () -> {
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(loader);
            try {
                served.complete(serves.apply(findOr(asked, owner, chain)));
            } catch (RuntimeException | Error e) {
                response.resume(e);
                served.completeExceptionally(e);
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        });
        return served.thenCompose(Function.identity());
    }

    /**
     * Decides what a request is given that names a stream which this node does not have. On a thread that may wait.
     *
     * @param chain of the request
     */
    private Arrival find(Arrival.Elsewhere asked, String owner, Chain<?> chain) {
        String key = NodeStreams.keyOf(asked.last().stream());
        Bell bell = new Bell();
        Runnable hints = nodes.listen(key, bell::ring);
        try {
            long begun = delivery.time().nanos();
            Duration patience = nodes.rules().poll().multipliedBy(PATIENCE_IN_POLLS);
            while (true) {
                Copy copy = look(key);
                // Nobody learns that there is one which is somebody else's.
                Arrival found =
                        copy == null || !copy.owner().equals(owner) ? asked.otherwise() : decide(asked, chain, copy);
                boolean isLate = delivery.time().nanos() - begun > patience.toNanos();
                if (copy == null || found != null || isLate) {
                    return found == null ? asked.otherwise() : found;
                }
                tell(new NodePost.Follow(key, asked.last().position(), copy.node()));
                bell.await(delivery.time(), nodes.rules().poll());
            }
        } finally {
            hints.run();
        }
    }

    /** {@code null} if the node that has it is to copy it first. */
    private @Nullable Arrival decide(Arrival.Elsewhere asked, Chain<?> chain, Copy copy) {
        long position = asked.last().position();
        boolean isLive = nodes.isLive(copy.node());
        boolean isHere = copy.from() <= position && position <= copy.position();
        if (isHere && (isLive || copy.ended() || GoingOn.isPossible(nodes, chain, copy))) {
            return new Arrival.Follow(asked.key(), asked.last());
        }
        boolean isDropped = copy.end() > 0 && copy.from() > position;
        return isDropped || copy.ended() || !isLive ? asked.otherwise() : null;
    }

    /** Prepares the stream of another node for a client that has come here. */
    <R> OpenStream follow(Chain<R> chain, Arrival.Follow asked, StreamContext context) {
        String address = asked.last().stream();
        long from = asked.last().position();
        var goesOn = new GoingOn<>(delivery, nodes, this, chain, context, address);
        return new OpenStream(
                delivery, asked.key(), from, outlet -> new FollowedRun(delivery, nodes, address, from, outlet, goesOn));
    }

    @SuppressWarnings("IllegalCatch")
    private Arrival findOr(Arrival.Elsewhere asked, Optional<String> owner, Chain<?> chain) {
        try {
            return owner.isEmpty() ? asked.otherwise() : find(asked, owner.get(), chain);
        } catch (RuntimeException | Error e) {
            // As if the others had nothing.
            DeliveryLog.LOG.debug("Other nodes could not be asked", e);
            return asked.otherwise();
        }
    }

    private @Nullable Copy look(String key) {
        try {
            return nodes.read(key, new Reading(0, 0, nodes.node(), nodes.rules().nodeTimeout()))
                    .map(Page::copy)
                    .orElse(null);
        } catch (StoreAwayException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Ends a stream of this user on whichever node has it; answers whether there is one. */
    boolean stop(String address, @Nullable String user) {
        String key = NodeStreams.keyOf(address);
        Copy copy = look(key);
        if (copy == null || copy.ended() || !nodes.owners().isOf(copy.owner(), user)) {
            return false;
        }
        if (nodes.isLive(copy.node()) && !copy.node().equals(nodes.node())) {
            tell(new NodePost.Stop(key, nodes.owners().ofUser(user)));
        } else {
            nodes.removeSoon(key, copy.epoch());
            // It may have been claimed here, and be given back just now.
            nodes.removeSoon(key, copy.epoch() + 1);
        }
        return true;
    }

    /** Ends the streams of this user on all other nodes: on this one it would end those, too, that begin after it. */
    void stopAll(String user) {
        tell(new NodePost.StopAll(nodes.owners().ofUser(user), nodes.node()));
    }

    private void tell(NodePost post) {
        nodes.post(post.text());
    }

    private void heard(String text) {
        NodePost.parse(text).ifPresent(this::heard);
    }

    private void heard(NodePost post) {
        switch (post) {
            case NodePost.Follow asked -> {
                if (asked.node().equals(nodes.node())) {
                    follow(asked.key(), asked.position());
                }
            }
            case NodePost.Stop stop -> stopOwn(stop);
            case NodePost.StopAll all -> {
                if (!all.node().equals(nodes.node())) {
                    stopAllOf.accept(all.user());
                }
            }
        }
    }

    private void stopOwn(NodePost.Stop stop) {
        OpenStream stream = own.find(stop.key());
        if (stream != null && nodes.owners().ofUser(stream.key().user()).equals(stop.user())) {
            stream.closeApart();
        }
    }

    private void follow(String key, long position) {
        if (own.isAsked(key, position)) {
            return;
        }
        Copy copy = look(key);
        // What was claimed between the two looks is there for the second.
        if (copy != null && copy.node().equals(nodes.node()) && !copy.ended() && !own.isAsked(key, position)) {
            // Nobody is to wait for what is not here any more.
            nodes.removeSoon(key, copy.epoch());
        }
    }
}
