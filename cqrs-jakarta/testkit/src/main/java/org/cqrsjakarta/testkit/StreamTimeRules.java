package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.cqrsjakarta.spi.StreamStore.Copy;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** How long a copy is there, by the store's clock, and what is left of one that is lost. */
abstract class StreamTimeRules extends StreamRules {

    StreamTimeRules(StreamStoreContract contract) {
        super(contract);
    }

    @Test
    void aCopyIsThereForAsLongAsWasSaid() {
        append(one.kept(units(4)).part(0, item(1)));
        contract.pass(units(2));
        assertThat(entries()).containsExactly("ITEM@1");

        contract.pass(units(2));
        assertThat(read(0)).isEmpty();
        assertThat(claim(1, "two")).isEmpty();
    }

    @Test
    void nothingOfACopyThatIsOverIsLeft() {
        append(one.inEpoch(9, "nine").of("other").kept(units(2)).part(0, item(1), switchover(1), end(1)));
        contract.pass(units(2));

        Copy begun = append(one.part(2, item(3)));

        assertThat(begun).extracting(Copy::owner, Copy::epoch, Copy::begin).containsExactly("owner", 1L, 2L);
        assertThat(entries()).containsExactly("ITEM@3");
        assertThat(keys()).containsExactly("k3");
    }

    @Test
    void eachPartKeepsItAnew() {
        append(one.kept(units(4)).part(0, item(1)));
        contract.pass(units(2));
        append(one.kept(units(6)).part(1, item(2)));
        contract.pass(units(3));
        assertThat(entries()).hasSize(2);

        contract.pass(units(3));
        assertThat(read(0)).isEmpty();
    }

    @Test
    void thePartThatIsToldAgainKeepsItToo() {
        append(one.kept(units(4)).part(0, item(1)));
        contract.pass(units(2));
        append(one.kept(units(6)).part(0, item(1)));
        contract.pass(units(3));

        assertThat(entries()).hasSize(1);
    }

    @Test
    void aLaterPartMayKeepItForLess() {
        append(one.part(0, item(1)));
        append(one.kept(units(2)).part(1, item(2)));
        contract.pass(units(2));

        assertThat(read(0)).isEmpty();
    }

    @Test
    void whatIsRefusedKeepsNothing() {
        append(two.kept(units(4)).part(0, item(1)));
        contract.pass(units(2));
        append(one.part(1, item(2)));
        claim(1, "three");
        contract.pass(units(2));

        assertThat(read(0)).isEmpty();
    }

    @Test
    void readersKeepNothing() {
        append(one.kept(units(4)).part(0, item(1)));
        contract.pass(units(2));
        read(0);
        listen("a", 1, LONG);
        contract.pass(units(2));

        assertThat(read(0)).isEmpty();
    }

    @Test
    void aClaimKeepsIt() {
        append(one.kept(units(4)).part(0, item(1)));
        contract.pass(units(2));
        store().claim(stream, 1, "two", units(6));
        contract.pass(units(3));
        assertThat(entries()).hasSize(1);

        contract.pass(units(3));
        assertThat(read(0)).isEmpty();
    }

    @Test
    void aClockThatIsSetBackKeepsACopyForNoLonger() {
        append(one.kept(units(4)).part(0, item(1)));
        Assumptions.assumeTrue(contract.setsBack(units(90)), "the clock cannot be set back");
        assertThat(entries()).hasSize(1);
        contract.pass(units(4));

        assertThat(read(0)).isEmpty();
    }

    @Test
    void aClockThatIsSetBackLetsNobodyListenForLonger() {
        append(one.part(0, item(1)));
        listen("a", 1, units(4));
        Assumptions.assumeTrue(contract.setsBack(units(90)), "the clock cannot be set back");
        assertThat(taken()).hasValue(1);
        contract.pass(units(4));

        assertThat(taken()).isEmpty();
    }

    @Test
    void whatCannotBeReadCountsAsMissing() {
        append(one.inEpoch(9, "nine").part(0, item(1), item(2)));
        contract.garble(stream);

        assertThat(read(0)).isEmpty();
        assertThat(claim(9, "two")).isEmpty();
        store().remove(stream, 9);
        assertThat(append(one.part(1, item(2))).isOf("one", 1)).isTrue();
        assertThat(entries()).containsExactly("ITEM@2");
        assertThat(keys()).containsExactly("k2");
    }

    @Test
    void aPartBeginsWhatCannotBeReadAnew() {
        append(one.inEpoch(9, "nine").part(0, item(1), item(2)));
        contract.garble(stream);

        assertThat(append(one.at(4, 3).part(7, item(5))))
                .extracting(Copy::epoch, Copy::begin, Copy::from, Copy::step)
                .containsExactly(1L, 7L, 4L, 3);
        assertThat(entries()).containsExactly("ITEM@5");
        assertThat(keys()).containsExactly("k5");
    }

    @Test
    void whatIsLostIsBegunByTheNextPart() {
        append(one.part(0, item(1), item(2)));
        contract.lose(namespace);

        assertThat(read(0)).isEmpty();
        assertThat(claim(1, "two")).isEmpty();
        assertThat(append(one.at(2, 1).part(2, item(3))))
                .extracting(Copy::begin, Copy::from, Copy::step)
                .containsExactly(2L, 2L, 1);
        assertThat(entries()).containsExactly("ITEM@3");
    }
}
