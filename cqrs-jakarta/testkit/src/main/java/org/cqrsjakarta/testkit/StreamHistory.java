package org.cqrsjakarta.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Claim;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.jspecify.annotations.Nullable;

/** One of them. What is found in the store is held against all that was found there before. */
final class StreamHistory {

    private static final int NODES = 5;
    private static final int STEPS = 60;

    /** What has happened in all histories. */
    static final class Sum {
        long taken;
        long refused;
        long claimed;
        long late;
        long lost;
    }

    private final StreamStoreContract contract;
    private final Sum sum;
    private final String seed;
    private final Random random;
    private final Stream stream;
    private final Bounds bounds;
    private final Deque<Runnable> late = new ArrayDeque<>();
    private final List<Node> nodes;
    private int started;

    /** What has been seen of the copy since it began, or since the store has lost it. */
    private final Map<Long, String> seen = new HashMap<>();

    private final Map<Long, String> producers = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private long epoch;
    private long end;

    StreamHistory(StreamStoreContract contract, String namespace, int seed, Sum sum) {
        this.contract = contract;
        this.sum = sum;
        this.seed = "seed " + seed;
        random = new Random(seed);
        stream = new Stream(namespace, StoredName.digest(namespace + seed));
        // Longer than any history: nothing may be over before.
        bounds = new Bounds(10_000, 1L << 30, 10_000, contract.unit.multipliedBy(10_000));
        nodes = IntStream.range(0, NODES).mapToObj(at -> new Node()).toList();
    }

    void run() {
        nodes.getFirst().begins();
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        heal();
        agree();
        contract.store().remove(stream, epoch);
    }

    private void step() {
        switch (random.nextInt(32)) {
            case 0, 1 -> any().isCut = random.nextBoolean();
            case 2, 3 -> any().isPaused = random.nextBoolean();
            case 4, 5 -> any().losesAnswers = random.nextBoolean();
            case 6 -> any().starts();
            case 7 -> contract.pass(contract.unit.multipliedBy(1L + random.nextInt(2)));
            case 8 -> contract.setsBack(contract.unit.multipliedBy(1L + random.nextInt(90)));
            case 9 -> lose();
            case 10, 11, 12 -> any().takesOver();
            case 13, 14, 15 -> any().reads();
            case 16, 17 -> arrives();
            default -> any().produces();
        }
    }

    private Node any() {
        return nodes.get(random.nextInt(NODES));
    }

    /** A call of a while ago, in no order. */
    private void arrives() {
        for (int skips = random.nextInt(3); skips > 0 && !late.isEmpty(); skips--) {
            late.add(late.remove());
        }
        if (!late.isEmpty()) {
            sum.late++;
            late.remove().run();
        }
    }

    /** Nobody knows any more who was refused: what is there from then on is another copy. */
    private void lose() {
        if (random.nextInt(3) > 0) {
            return;
        }
        if (random.nextBoolean()) {
            contract.lose(stream.namespace());
        } else {
            contract.garble(stream);
        }
        forget(0);
        producers.clear();
    }

    private void forget(long inEpoch) {
        seen.clear();
        refused.clear();
        epoch = inEpoch;
        end = 0;
    }

    /** Nothing fails any more, and whatever was under way arrives. */
    private void heal() {
        nodes.forEach(Node::heal);
        while (!late.isEmpty()) {
            arrives();
        }
    }

    /** One node of all goes on to the end, whatever the others still try. */
    private void agree() {
        // Twice: the store may have lost the epoch of who comes later.
        nodes.forEach(Node::produces);
        nodes.forEach(Node::produces);
        if (nodes.stream().noneMatch(Node::isProducer)) {
            any().takesOver();
        }
        if (nodes.stream().noneMatch(Node::isProducer)) {
            any().begins();
        }
        assertThat(nodes.stream().filter(Node::isProducer)).as(seed).hasSize(1);
        Node last = nodes.stream().filter(Node::isProducer).findFirst().orElseThrow();
        last.ends();
        long ended = end;

        nodes.forEach(Node::produces);
        nodes.forEach(Node::takesOver);
        nodes.forEach(node -> {
            Page page = node.reads().orElseThrow();
            assertThat(page.copy().ended()).as(seed).isTrue();
            assertThat(page.copy().isOf(last.id, epoch)).as(seed).isTrue();
            assertThat(page.copy().end()).as(seed).isEqualTo(ended);
            assertThat(page.number() + page.entries().size()).as(seed).isEqualTo(ended);
        });
    }

    /** Whatever the store answers: epochs only grow, each is of one node, and nothing that was there goes away. */
    private void holds(Copy copy) {
        assertThat(copy.epoch()).as(seed + ", epoch").isGreaterThanOrEqualTo(epoch);
        assertThat(producers.putIfAbsent(copy.epoch(), copy.node()))
                .as(seed + ", node of epoch " + copy.epoch())
                .isIn(null, copy.node());
        assertThat(copy.end()).as(seed + ", end").isGreaterThanOrEqualTo(end);
        epoch = copy.epoch();
        end = copy.end();
    }

    private void holds(long number, String text) {
        assertThat(refused).as(seed + ", entry " + number).doesNotContain(text);
        assertThat(seen.putIfAbsent(number, text))
                .as(seed + ", entry " + number)
                .isIn(null, text);
    }

    /** What one node knows, and its way to the store. */
    private final class Node {

        private String id = "";
        private boolean isCut;
        private boolean isPaused;
        private boolean losesAnswers;

        /** In which it produces, as it believes; 0: it does not. */
        private long own;

        /** Of the next entry. */
        private long next;

        /** Whose answer it has not got, and which it sends again. */
        private @Nullable Part unanswered;

        Node() {
            starts();
        }

        /** Again: as another one. */
        void starts() {
            id = "n" + ++started;
            isNoProducer();
        }

        private void isNoProducer() {
            own = 0;
            unanswered = null;
        }

        void heal() {
            isCut = false;
            isPaused = false;
            losesAnswers = false;
        }

        boolean isProducer() {
            return own > 0;
        }

        void begins() {
            own = 1;
            next = 0;
            sends(Kind.ITEM);
        }

        void produces() {
            if (own > 0) {
                sends(Kind.ITEM);
            }
        }

        void ends() {
            sends(Kind.END);
            isNoProducer();
        }

        private void sends(Kind last) {
            Part part = unanswered;
            if (part == null) {
                part = part(last);
            }
            unanswered = part;
            Part sent = part;
            String sender = id;
            calls(() -> {
                Copy copy = append(sent);
                if (!isLost()) {
                    answered(sender, sent, copy);
                }
            });
        }

        private boolean isLost() {
            boolean isLost = losesAnswers && random.nextBoolean();
            sum.lost += isLost ? 1 : 0;
            return isLost;
        }

        private Part part(Kind last) {
            List<Entry> entries = new ArrayList<>();
            for (int more = random.nextInt(3); more > 0; more--) {
                entries.add(entry(Kind.ITEM, next + entries.size()));
            }
            entries.add(entry(last, next + entries.size()));
            return new Part(id, own, "owner", next, next, 0, entries, bounds);
        }

        /** Tells what it is, who made it, and in which epoch: no two nodes make the same. */
        private Entry entry(Kind kind, long number) {
            return new Entry(kind, number + 1, "k" + number, (id + " " + own + " " + number).getBytes(US_ASCII));
        }

        private void answered(String sender, Part part, Copy copy) {
            if (!sender.equals(id) || unanswered != part) {
                return;
            }
            if (copy.isOf(id, part.epoch())) {
                unanswered = null;
                // Where the store has lost something, a late part of its own may have come before.
                next = Math.max(part.number() + part.entries().size(), copy.end());
            } else {
                isNoProducer();
            }
        }

        /** It believes that the producer is lost, which may be wrong. */
        void takesOver() {
            String claimant = id;
            calls(() -> {
                Copy found = look();
                if (found != null && !found.ended()) {
                    claims(claimant, found.epoch());
                }
            });
        }

        private void claims(String claimant, long of) {
            Optional<Claim> claim = contract.store().claim(stream, of, claimant, bounds.kept());
            assertThat(claim).as(seed).isPresent();
            Copy copy = claim.get().copy();
            holds(copy);
            if (!copy.isOf(claimant, of + 1)) {
                return;
            }
            assertThat(claim.get().keys()).as(seed + ", keys").hasSizeLessThanOrEqualTo(Math.toIntExact(end));
            sum.claimed++;
            if (!isLost() && claimant.equals(id)) {
                own = of + 1;
                next = copy.end();
                unanswered = null;
            }
        }

        private @Nullable Copy look() {
            Optional<Page> page = contract.store().read(stream, new Reading(0, 0, id, Duration.ZERO));
            if (page.isEmpty()) {
                assertThat(epoch).as(seed + ", a copy that was there").isZero();
                return null;
            }
            holds(page.get().copy());
            return page.get().copy();
        }

        /** As a client, who sees all that is there. */
        Optional<Page> reads() {
            if (isCut || isPaused) {
                return Optional.empty();
            }
            Optional<Page> read = contract.store().read(stream, new Reading(0, 1 << 20, id, contract.unit));
            if (read.isEmpty()) {
                assertThat(epoch).as(seed + ", a copy that was there").isZero();
                return read;
            }
            Page page = read.get();
            holds(page.copy());
            long number = page.number();
            for (Entry entry : page.entries()) {
                holds(number++, new String(entry.bytes(), US_ASCII));
            }
            return read;
        }

        /** Reaches the store now, later, or never. */
        private void calls(Runnable call) {
            if (isPaused) {
                late.add(call);
            } else if (!isCut) {
                call.run();
            }
        }

        private Copy append(Part part) {
            boolean isLate = part.epoch() < epoch
                    || (part.epoch() == epoch && !part.node().equals(producers.get(epoch)));
            long before = epoch;
            Copy copy = contract.store().append(stream, part);
            if (part.epoch() > before) {
                // The store has lost the epochs before.
                forget(part.epoch());
            }
            long added = end;
            holds(copy);
            boolean isTaken = copy.isOf(part.node(), part.epoch());
            assertThat(isTaken)
                    .as(seed + ", part of epoch " + part.epoch() + " is taken")
                    .isEqualTo(!isLate);
            for (int at = 0; at < part.entries().size(); at++) {
                String text = new String(part.entries().get(at).bytes(), US_ASCII);
                long number = part.number() + at;
                if (isTaken && number >= added) {
                    holds(number, text);
                } else if (!isTaken && !text.equals(seen.get(number))) {
                    refused.add(text);
                }
            }
            sum.taken += isTaken ? 1 : 0;
            sum.refused += isTaken ? 0 : 1;
            return copy;
        }
    }
}
