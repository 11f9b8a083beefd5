package org.cqrsjakarta.internal.sse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveredRun;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.DeliveryLog;
import org.cqrsjakarta.internal.delivery.Production;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.store.StoreAwayException;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.Takeover;
import org.cqrsjakarta.internal.wire.FrameEncoder;
import org.cqrsjakarta.internal.wire.LastEventId;
import org.cqrsjakarta.spi.StreamStore.Claim;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with the stream of a lost node: claims it, and has the next step of its chain take over from the one that ran there.
 *
 * @param <R> type of the items
 */
final class GoingOn<R> {

    private static final int PAGE = 256 * 1024;

    private final DeliveryContext delivery;
    private final NodeStreams nodes;
    private final SharedStreams shared;
    private final Chain<R> chain;
    private final StreamContext context;
    private final String address;
    private final String key;

    /** Of a stream that this node has claimed, until it has all that was sent before. */
    private @Nullable Claim claimed;

    /** The node that had it. */
    private String lost = "";

    /** Whoever asks for it from now on is to wait. */
    private boolean isClaiming;

    /**
     * Prepares it.
     *
     * @param shared  has the streams of this node
     * @param chain   what serves the request
     * @param context of the caller who has come to this node
     * @param address of the stream
     */
    GoingOn(
            DeliveryContext delivery,
            NodeStreams nodes,
            SharedStreams shared,
            Chain<R> chain,
            StreamContext context,
            String address) {
        this.delivery = delivery;
        this.nodes = nodes;
        this.shared = shared;
        this.chain = chain;
        this.context = context;
        this.address = address;
        this.key = NodeStreams.keyOf(address);
    }

    /** Whether a chain can go on with a stream of which nothing but this is known. */
    static boolean isPossible(NodeStreams nodes, Chain<?> chain, Copy copy) {
        return nodes.keepsJournals() && !copy.ended() && chain.canTakeOver(copy.step());
    }

    /** It does not come to that. */
    void isOver() {
        context.end();
        giveBack();
    }

    /** Nobody goes on with what was claimed: else everybody would wait for this node, which does nothing about it. */
    void giveBack() {
        Claim own = claimed;
        claimed = null;
        if (own != null) {
            nodes.giveBackSoon(key, own.copy().epoch(), lost, SharedStreams.KEPT);
        }
        var unused = endClaim();
    }

    private OptionalLong endClaim() {
        boolean wasClaiming = isClaiming;
        isClaiming = false;
        return wasClaiming ? shared.own().claims().end(key) : OptionalLong.empty();
    }

    /** The run that goes on is the stream's: other nodes find it here. */
    void begins(JournalOutlet outlet) {
        Claim own = Objects.requireNonNull(claimed);
        shared.shareOwn(outlet.stream(), chain, own.copy());
        endClaim().ifPresent(outlet::listenedToElsewhere);
        if (outlet.stream().isGone()) {
            outlet.end();
        }
    }

    /**
     * Claims the stream.
     *
     * @param copy   of it, all of which has been taken
     * @param outlet is given what follows
     * @return what produces it from now on; empty if there is nothing, or nothing yet
     * @throws StoreAwayException   if the store has not answered: it is to be asked again
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<Production> from(Copy copy, JournalOutlet outlet) throws StoreAwayException, InterruptedException {
        if (!isPossible(nodes, chain, copy)) {
            return Optional.empty();
        }
        Optional<List<R>> delivered = lastOf(copy);
        if (delivered.isEmpty()) {
            // Nor can anybody else: its client is served as if there were none.
            nodes.removeSoon(key, copy.epoch());
            return Optional.empty();
        }
        Claim own = claimed;
        if (own == null) {
            // Of this one it may be by a claim whose answer was too late.
            lost = copy.node().equals(nodes.node()) ? lost : copy.node();
            if (!isClaiming) {
                isClaiming = true;
                shared.own().claims().begin(key);
            }
            own = nodes.claim(key, copy.epoch(), SharedStreams.KEPT).orElse(null);
        }
        if (own == null || !own.copy().isOf(nodes.node(), copy.epoch() + (claimed == null ? 1 : 0))) {
            var unused = endClaim();
            return Optional.empty();
        }
        claimed = own;
        // The lost node may have added something between the look and the claim: that is taken first.
        return own.copy().end() == copy.end() ? Optional.of(run(own, delivered.get(), outlet)) : Optional.empty();
    }

    private Production run(Claim own, List<R> delivered, JournalOutlet outlet) {
        Copy copy = own.copy();
        var takeover =
                new Takeover<>(LastEventId.idOf(address), copy.position(), copy.step(), delivered, own.keys(), lost);
        return new DeliveredRun<>(delivery, chain, outlet.stream().key().request(), context, takeover, address, outlet);
    }

    /** The last items that its client was sent, as many as fallbacks are told; empty if they cannot be had. */
    @SuppressWarnings("IllegalCatch")
    private Optional<List<R>> lastOf(Copy copy) throws StoreAwayException, InterruptedException {
        int wanted = (int) Math.min(chain.keepsItems(), copy.position());
        Deque<byte[]> last = new ArrayDeque<>();
        long number = copy.begin();
        while (wanted > 0 && number < copy.end()) {
            Page page = nodes.read(
                            key,
                            new Reading(
                                    number, PAGE, nodes.node(), nodes.rules().nodeTimeout()))
                    .orElse(null);
            if (page == null || page.entries().isEmpty()) {
                return Optional.empty();
            }
            for (Entry entry : page.entries()) {
                if (entry.kind() == Kind.ITEM) {
                    last.addLast(entry.bytes());
                    if (last.size() > wanted) {
                        last.removeFirst();
                    }
                }
            }
            number = page.number() + page.entries().size();
        }
        if (last.size() < wanted) {
            return Optional.empty();
        }
        try {
            return Optional.of(context.call(() -> last.stream()
                    .map(frame -> chain.reader().read(FrameEncoder.lineOf(frame)))
                    .toList()));
        } catch (RuntimeException | LinkageError e) {
            DeliveryLog.LOG.itemsNotRead(LastEventId.idOf(address), e.toString());
            return Optional.empty();
        }
    }
}
