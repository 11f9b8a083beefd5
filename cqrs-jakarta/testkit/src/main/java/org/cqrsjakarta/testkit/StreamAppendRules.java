package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.junit.jupiter.api.Test;

/** How a copy begins, grows and ends. */
abstract class StreamAppendRules extends StreamRules {

    private static final OptionalLong NOBODY = OptionalLong.empty();

    StreamAppendRules(StreamStoreContract contract) {
        super(contract);
    }

    @Test
    void theFirstPartBeginsACopy() {
        Copy begun = append(one.at(3, 2).part(5, item(4), item(5)));

        assertThat(begun).isEqualTo(new Copy("owner", 1, "one", 5, 7, 3, 5, 2, false, NOBODY));
        assertThat(copy()).isEqualTo(begun);
        assertThat(entries()).containsExactly("ITEM@4", "ITEM@5");
    }

    @Test
    void aPartWithoutEntriesBeginsOneToo() {
        assertThat(append(one.at(3, 2).part(5))).isEqualTo(new Copy("owner", 1, "one", 5, 5, 3, 3, 2, false, NOBODY));
        assertThat(entries()).isEmpty();
    }

    @Test
    void furtherPartsAreAdded() {
        append(one.part(0, item(1)));

        assertThat(append(one.part(1, event(1), item(2))))
                .isEqualTo(new Copy("owner", 1, "one", 0, 3, 0, 2, 0, false, NOBODY));
        assertThat(entries()).containsExactly("ITEM@1", "EVENT@1", "ITEM@2");
    }

    @Test
    void whatOnlyAFirstPartSaysIsOfNoInterestLater() {
        append(one.part(0, item(1)));

        assertThat(append(one.of("another").at(7, 8).part(1, item(2))))
                .isEqualTo(new Copy("owner", 1, "one", 0, 2, 0, 2, 0, false, NOBODY));
    }

    @Test
    void theSamePartAgainChangesNothing() {
        Part part = one.part(0, item(1), switchover(1), item(2));
        Copy copy = append(part);

        assertThat(append(part)).isEqualTo(copy);
        assertThat(entries()).containsExactly("ITEM@1", "SWITCHOVER@1", "ITEM@2");
        assertThat(keys()).containsExactly("k1", "k2");
    }

    @Test
    void anOlderPartAgainChangesNothing() {
        append(one.part(0, item(1), item(2)));
        Copy copy = append(one.part(2, item(3)));

        assertThat(append(one.part(1, item(2)))).isEqualTo(copy);
        assertThat(entries()).containsExactly("ITEM@1", "ITEM@2", "ITEM@3");
    }

    @Test
    void ofAPartThatIsThereInPartOnlyTheRestIsAdded() {
        append(one.part(0, item(1), switchover(1)));

        Copy copy = append(one.part(0, event(9), switchover(9), item(2), switchover(2)));

        assertThat(copy).isEqualTo(new Copy("owner", 1, "one", 0, 4, 0, 2, 2, false, NOBODY));
        assertThat(entries()).containsExactly("ITEM@1", "SWITCHOVER@1", "ITEM@2", "SWITCHOVER@2");
        assertThat(keys()).containsExactly("k1", "k2");
    }

    @Test
    void eachSwitchoverIsOneStepMore() {
        append(one.at(0, 3).part(0, switchover(0), switchover(0)));

        assertThat(append(one.part(2, item(1), switchover(1))).step()).isEqualTo(6);
    }

    @Test
    void anotherNodeOfTheSameEpochIsRefused() {
        Copy copy = append(one.part(0, item(1)));

        assertThat(append(one.inEpoch(1, "two").part(1, item(2)))).isEqualTo(copy);
        assertThat(entries()).containsExactly("ITEM@1");
    }

    @Test
    void aSmallerEpochIsRefusedAlsoOfTheSameNode() {
        Copy copy = append(one.inEpoch(2, "one").part(0, item(1)));

        assertThat(append(one.part(1, item(2)))).isEqualTo(copy);
        assertThat(append(two.inEpoch(1, "two").part(9, item(2)))).isEqualTo(copy);
        assertThat(entries()).containsExactly("ITEM@1");
    }

    @Test
    void aLargerEpochBeginsAnotherCopy() {
        append(one.at(0, 4).part(0, item(1), item(2)));

        assertThat(append(two.of("other").at(6, 1).part(1, item(7))))
                .isEqualTo(new Copy("other", 2, "two", 1, 2, 6, 7, 1, false, NOBODY));
        assertThat(entries()).containsExactly("ITEM@7");
        assertThat(keys()).containsExactly("k7");
    }

    @Test
    void theSameNodeBeginsAnotherCopyInALargerEpoch() {
        append(one.part(0, item(1), item(2)));

        assertThat(append(one.inEpoch(2, "one").part(2)))
                .isEqualTo(new Copy("owner", 2, "one", 2, 2, 0, 0, 0, false, NOBODY));
    }

    @Test
    void whatIsBeforeAGapIsDropped() {
        append(one.part(0, item(1), item(2)));

        assertThat(append(one.at(4, 3).part(7, item(5))))
                .isEqualTo(new Copy("owner", 1, "one", 7, 8, 4, 5, 3, false, NOBODY));
        assertThat(entries()).containsExactly("ITEM@5");
        assertThat(keys()).containsExactly("k1", "k2", "k5");
    }

    @Test
    void aGapNeedsNoEntries() {
        append(one.part(0, item(1), item(2)));

        assertThat(append(one.at(4, 3).part(7))).isEqualTo(new Copy("owner", 1, "one", 7, 7, 4, 4, 3, false, NOBODY));
        assertThat(entries()).isEmpty();
        assertThat(append(one.part(7, item(5))).end()).isEqualTo(8);
    }

    @Test
    void thereIsNothingAfterTheEnd() {
        Copy ended = append(one.part(0, item(1), end(1), item(2), switchover(2)));

        assertThat(ended).isEqualTo(new Copy("owner", 1, "one", 0, 2, 0, 1, 0, true, NOBODY));
        for (Part late : List.of(
                one.part(0, item(1), end(1), item(2)),
                one.part(2, item(2)),
                one.part(9),
                two.part(0, item(9)),
                two.part(2, item(9)))) {
            assertThat(append(late)).isEqualTo(ended);
        }
        assertThat(entries()).containsExactly("ITEM@1", "END@1");
    }

    @Test
    void aPartThatIsToldTwiceIsTakenAlsoIfItEnds() {
        append(one.part(0, end(0)));

        assertThat(append(one.part(0, end(0))).isOf("one", 1)).isTrue();
    }

    @Test
    void theLargestNumbersAreKept() {
        long large = 1L << 52;
        Copy copy = append(one.inEpoch(large, "one").at(large, 1 << 30).part(large, item(large), switchover(large)));

        assertThat(copy)
                .isEqualTo(
                        new Copy("owner", large, "one", large, large + 2, large, large, (1 << 30) + 1, false, NOBODY));
        assertThat(copy()).isEqualTo(copy);
        assertThat(claim(large, "two").orElseThrow().copy().epoch()).isEqualTo(large + 1);
    }

    @Test
    void ownersAndNodesMayBeLong() {
        String owner = "aZ09_.-".repeat(19).substring(0, 128);
        String node = "aZ09_-".repeat(11).substring(0, 64);

        append(one.inEpoch(1, node).of(owner).part(0, item(1)));

        assertThat(copy().owner()).isEqualTo(owner);
        assertThat(copy().node()).isEqualTo(node);
    }
}
