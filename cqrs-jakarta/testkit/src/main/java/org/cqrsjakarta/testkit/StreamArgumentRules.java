package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cqrsjakarta.spi.StreamStore.Beat;
import org.cqrsjakarta.spi.StreamStore.Claim;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.junit.jupiter.api.Test;

/** What is out of its range is refused in the words of {@code StoreArguments}, and changes nothing. */
abstract class StreamArgumentRules extends StreamRules {

    private static final List<String> NO_NODES = List.of("", " ", "a b", "a.b", "a:b", "a\n", "\u00e4", "x".repeat(65));
    private static final List<String> NO_TEXTS = List.of("\n", "a\tb", "\u007f", "\u00e4", "\u0000", "x".repeat(257));
    private static final List<Duration> NO_TIMES = List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(-1));

    StreamArgumentRules(StreamStoreContract contract) {
        super(contract);
    }

    private static void assertRefused(String name, Object value, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " = " + value + ", allowed: ");
    }

    private void assertClaimsNothing(String name, Object value, ThrowingCallable claim) {
        Copy copy = append(one.part(0));
        assertRefused(name, value, claim);
        assertThat(copy()).isEqualTo(copy);
    }

    @Test
    void aClaimIsOfAnEpochThatCanBe() {
        for (long epoch : new long[] {0, -1, Long.MIN_VALUE}) {
            assertClaimsNothing("epoch", epoch, () -> store().claim(stream, epoch, "two", LONG));
        }
    }

    @Test
    void aClaimIsOfANodeThatCanBe() {
        for (String node : NO_NODES) {
            assertClaimsNothing("node", node, () -> store().claim(stream, 1, node, LONG));
        }
    }

    @Test
    void aClaimIsKeptForSomeTime() {
        for (Duration kept : NO_TIMES) {
            assertClaimsNothing("kept", kept, () -> store().claim(stream, 1, "two", kept));
        }
    }

    @Test
    void whatIsDroppedIsOfAnEpochThatCanBe() {
        append(one.part(0, item(1)));
        for (long epoch : new long[] {0, -1, Long.MIN_VALUE}) {
            assertRefused("epoch", epoch, () -> store().remove(stream, epoch));
        }
        assertThat(entries()).containsExactly("ITEM@1");
    }

    private List<String> live() {
        return store().beat(namespace, "asks", Duration.ZERO, -1).live();
    }

    @Test
    void onlyANodeThatCanBeLives() {
        for (String node : NO_NODES) {
            assertRefused("node", node, () -> store().beat(namespace, node, LONG, -1));
        }
        assertThat(live()).isEmpty();
    }

    @Test
    void nobodyLivesUntilBeforeNow() {
        store().beat(namespace, "one", LONG, -1);
        for (Duration live : List.of(Duration.ofNanos(-1), Duration.ofDays(-1))) {
            assertRefused("live", live, () -> store().beat(namespace, "one", live, -1));
            assertRefused("live", live, () -> store().beat(namespace, "two", live, -1));
        }
        assertThat(live()).containsExactly("one");
    }

    @Test
    void nobodyHasHeardOfFewerPostsThanNone() {
        for (long after : new long[] {-2, Long.MIN_VALUE}) {
            assertRefused("after", after, () -> store().beat(namespace, "one", LONG, after));
        }
        assertThat(live()).isEmpty();
    }

    private void assertNoPost() {
        assertThat(store().beat(namespace, "asks", Duration.ZERO, 0)).isEqualTo(new Beat(List.of(), 0, List.of()));
    }

    @Test
    void onlyPrintableTextCanBePosted() {
        for (String text : NO_TEXTS) {
            assertRefused("text", text, () -> store().post(namespace, text, LONG));
        }
        assertNoPost();
    }

    @Test
    void aPostIsKeptForSomeTime() {
        for (Duration kept : NO_TIMES) {
            assertRefused("kept", kept, () -> store().post(namespace, "news", kept));
        }
        assertNoPost();
    }

    @Test
    void onlyANodeThatCanBeListens() {
        for (String node : NO_NODES) {
            assertRefused(
                    "node",
                    node,
                    () -> store().subscribe(namespace, node, new HeardStreams()).close());
        }
    }

    @Test
    void theLastValuesOfTheRangesAreTaken() {
        String node = "Az09_-" + "x".repeat(58);
        append(one.part(0, item(1)));

        assertThat(store().claim(stream, 1, node, Duration.ofSeconds(1)).map(Claim::copy))
                .hasValueSatisfying(copy -> assertThat(copy.isOf(node, 2)).isTrue());
        store().subscribe(namespace, node, new HeardStreams()).close();
        store().post(namespace, "", LONG);
        store().post(namespace, "~".repeat(256), LONG);
        assertThat(store().beat(namespace, node, Duration.ofSeconds(1), -1).live())
                .containsExactly(node);
        assertThat(store().beat(namespace, node, Duration.ZERO, 0))
                .isEqualTo(new Beat(List.of(), 2, List.of("", "~".repeat(256))));
    }
}
