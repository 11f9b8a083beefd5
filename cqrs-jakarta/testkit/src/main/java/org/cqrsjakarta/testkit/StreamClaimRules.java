package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.cqrsjakarta.spi.StreamStore.Claim;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who goes on with a stream, and who drops it. */
abstract class StreamClaimRules extends StreamRules {

    StreamClaimRules(StreamStoreContract contract) {
        super(contract);
    }

    @BeforeEach
    void append() {
        append(one.part(3, item(1), switchover(1), item(2)));
    }

    @Test
    void aClaimIsTheNextEpochOfTheSameCopy() {
        Claim claim = claim(1, "two").orElseThrow();

        assertThat(claim.copy()).isEqualTo(new Copy("owner", 2, "two", 3, 6, 0, 2, 1, false, OptionalLong.empty()));
        assertThat(claim.keys()).containsExactly("k1", "k2");
        assertThat(copy()).isEqualTo(claim.copy());
        assertThat(entries()).containsExactly("ITEM@1", "SWITCHOVER@1", "ITEM@2");
    }

    @Test
    void theLostNodeIsRefused() {
        Copy claimed = claim(1, "two").orElseThrow().copy();

        assertThat(append(one.part(6, item(3)))).isEqualTo(claimed);
        assertThat(append(one.part(3, item(1)))).isEqualTo(claimed);
        assertThat(entries()).hasSize(3);
    }

    @Test
    void whoeverHasClaimedGoesOn() {
        claim(1, "two");

        assertThat(append(two.of("other").part(6, switchover(2), item(3))))
                .isEqualTo(new Copy("owner", 2, "two", 3, 8, 0, 3, 2, false, OptionalLong.empty()));
        assertThat(entries()).containsExactly("ITEM@1", "SWITCHOVER@1", "ITEM@2", "SWITCHOVER@2", "ITEM@3");
        assertThat(keys()).containsExactly("k1", "k2", "k3");
    }

    @Test
    void onlyTheEpochThatIsThereCanBeClaimed() {
        claim(1, "two");
        Copy copy = copy();

        for (long epoch : new long[] {1, 3, 9}) {
            assertThat(claim(epoch, "three")).contains(new Claim(copy, List.of()));
        }
        assertThat(copy()).isEqualTo(copy);
    }

    @Test
    void theSameClaimAgainIsAnsweredLikeTheFirst() {
        Claim claim = claim(1, "two").orElseThrow();

        assertThat(claim(1, "two")).contains(claim);
        assertThat(copy().epoch()).isEqualTo(2);
    }

    @Test
    void aNodeMayClaimItsOwnStream() {
        Claim claim = claim(1, "one").orElseThrow();

        assertThat(claim.copy().isOf("one", 2)).isTrue();
        assertThat(claim.keys()).hasSize(2);
        assertThat(append(one.part(6, item(3)))).isEqualTo(claim.copy());
    }

    @Test
    void aClaimCanBeClaimed() {
        claim(1, "two");
        Claim claim = claim(2, "three").orElseThrow();

        assertThat(claim.copy().isOf("three", 3)).isTrue();
        assertThat(claim.keys()).containsExactly("k1", "k2");
        assertThat(append(two.part(6, item(3)))).isEqualTo(claim.copy());
    }

    @Test
    void nobodyClaimsWhatHasEnded() {
        Copy ended = append(one.part(6, end(2)));

        assertThat(claim(1, "two")).contains(new Claim(ended, List.of()));
        assertThat(copy()).isEqualTo(ended);
    }

    @Test
    void nobodyClaimsWhatIsNotThere() {
        store().remove(stream, 1);

        assertThat(claim(1, "two")).isEmpty();
        assertThat(append(one.part(0, item(1))).isOf("one", 1)).isTrue();
    }

    @Test
    void aCopyIsDroppedByItsEpoch() {
        store().remove(stream, 2);
        store().remove(stream, 9);
        assertThat(entries()).hasSize(3);

        store().remove(stream, 1);
        assertThat(read(0)).isEmpty();
        store().remove(stream, 1);
        assertThat(read(0)).isEmpty();
    }

    @Test
    void whoeverIsLostDropsNothing() {
        claim(1, "two");
        store().remove(stream, 1);

        assertThat(entries()).hasSize(3);
    }

    @Test
    void aCopyThatHasEndedCanBeDropped() {
        append(one.part(6, end(2)));
        store().remove(stream, 1);

        assertThat(read(0)).isEmpty();
    }

    @Test
    void afterADroppedCopyNothingOfItIsLeft() {
        claim(1, "two");
        store().remove(stream, 2);

        assertThat(append(one.part(4, item(1))))
                .isEqualTo(new Copy("owner", 1, "one", 4, 5, 0, 1, 0, false, OptionalLong.empty()));
        assertThat(entries()).containsExactly("ITEM@1");
        assertThat(keys()).containsExactly("k1");
    }
}
