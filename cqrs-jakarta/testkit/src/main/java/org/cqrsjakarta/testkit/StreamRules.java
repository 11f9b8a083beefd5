package org.cqrsjakarta.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore;
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

/** Some of the {@link StreamStoreContract}: each test has a namespace and a stream of its own. */
abstract class StreamRules {

    /** Longer than any test. */
    static final Duration LONG = Duration.ofHours(1);

    static final Bounds ROOMY = new Bounds(10_000, 1L << 30, 10_000, LONG);

    final StreamStoreContract contract;
    final String namespace = "contract-" + UUID.randomUUID();
    final Stream stream = new Stream(namespace, StoredName.digest(namespace));
    final Producer one = new Producer("one", 1, "owner", 0, 0, ROOMY);
    final Producer two = one.inEpoch(2, "two");

    StreamRules(StreamStoreContract contract) {
        this.contract = contract;
    }

    StreamStore store() {
        return contract.store();
    }

    /** So many of the contract's units. */
    Duration units(int count) {
        return contract.unit.multipliedBy(count);
    }

    /** Whose parts they are. */
    record Producer(String node, long epoch, String owner, long from, int step, Bounds bounds) {

        Producer inEpoch(long other, String by) {
            return new Producer(by, other, owner, from, step, bounds);
        }

        Producer of(String other) {
            return new Producer(node, epoch, other, from, step, bounds);
        }

        Producer at(long position, int inStep) {
            return new Producer(node, epoch, owner, position, inStep, bounds);
        }

        Producer within(Bounds others) {
            return new Producer(node, epoch, owner, from, step, others);
        }

        Producer kept(Duration time) {
            return within(new Bounds(bounds.entries(), bounds.bytes(), bounds.keys(), time));
        }

        Part part(long number, Entry... entries) {
            return new Part(node, epoch, owner, number, from, step, List.of(entries), bounds);
        }
    }

    Copy append(Part part) {
        return store().append(stream, part);
    }

    static Entry item(long position) {
        return item(position, "k" + position);
    }

    static Entry item(long position, @Nullable String key) {
        return entry(Kind.ITEM, position, key);
    }

    static Entry switchover(long position) {
        return entry(Kind.SWITCHOVER, position, null);
    }

    static Entry event(long position) {
        return entry(Kind.EVENT, position, null);
    }

    static Entry end(long position) {
        return entry(Kind.END, position, null);
    }

    /** Its frame has as many bytes as {@link #FRAME}. */
    private static Entry entry(Kind kind, long position, @Nullable String key) {
        return new Entry(kind, position, key, frame(kind, position).getBytes(ISO_8859_1));
    }

    /** Bytes of each entry that is made here, up to position 9. */
    static final int FRAME = 12;

    private static String frame(Kind kind, long position) {
        return String.format("%10s@%d", kind, position);
    }

    /** How an entry is shown that was read. */
    static String shown(Entry entry) {
        assertThat(entry.key()).isNull();
        String frame = new String(entry.bytes(), ISO_8859_1);
        return frame.equals(frame(entry.kind(), entry.position()))
                ? frame.strip()
                : entry.kind() + "@" + entry.position() + "=" + frame;
    }

    static List<String> shown(Optional<Page> page) {
        return page.orElseThrow().entries().stream().map(StreamRules::shown).toList();
    }

    /** Without listening. */
    Optional<Page> read(long number) {
        return read(number, Integer.MAX_VALUE);
    }

    Optional<Page> read(long number, int bytes) {
        return store().read(stream, new Reading(number, bytes, "reader", Duration.ZERO));
    }

    Optional<Page> listen(String node, long taken, Duration time) {
        return store().read(stream, new Reading(taken, 0, node, time));
    }

    /** All entries that are there. */
    List<String> entries() {
        return shown(read(0));
    }

    Copy copy() {
        return read(0, 0).orElseThrow().copy();
    }

    OptionalLong taken() {
        return copy().taken();
    }

    Optional<Claim> claim(long epoch, String node) {
        return store().claim(stream, epoch, node, LONG);
    }

    /** The keys, which whoever claims is told; the copy is of the next epoch then. */
    List<String> keys() {
        Claim claimed = claim(copy().epoch(), "keys").orElseThrow();
        assertThat(claimed.copy().node()).isEqualTo("keys");
        return claimed.keys();
    }
}
