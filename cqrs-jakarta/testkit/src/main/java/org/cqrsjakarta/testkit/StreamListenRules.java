package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a copy knows of those who listen to it. */
abstract class StreamListenRules extends StreamRules {

    StreamListenRules(StreamStoreContract contract) {
        super(contract);
    }

    @BeforeEach
    void append() {
        append(one.part(0, item(1), item(2)));
    }

    @Test
    void whoeverOnlyReadsDoesNotListen() {
        read(1);

        assertThat(taken()).isEmpty();
    }

    @Test
    void whoeverListensHasTakenWhatItDoesNotWant() {
        assertThat(listen("a", 1, LONG).orElseThrow().copy().taken()).hasValue(1);
        assertThat(taken()).hasValue(1);
        assertThat(append(one.part(2, item(3))).taken()).hasValue(1);
        assertThat(claim(1, "two").orElseThrow().copy().taken()).hasValue(1);
    }

    @Test
    void nothingMayHaveBeenTaken() {
        listen("a", 0, LONG);

        assertThat(taken()).hasValue(0);
    }

    @Test
    void oneCanListenAndReadAtOnce() {
        Reading reading = new Reading(1, 1_000, "a", LONG);

        assertThat(shown(store().read(stream, reading))).containsExactly("ITEM@2");
        assertThat(taken()).hasValue(1);
    }

    @Test
    void theLargestNumberOfAllCounts() {
        listen("a", 1, LONG);
        listen("b", 2, LONG);
        listen("c", 0, LONG);

        assertThat(taken()).hasValue(2);
    }

    @Test
    void whatANodeSaysLastHolds() {
        listen("a", 2, LONG);
        listen("b", 0, LONG);
        listen("a", 1, LONG);

        assertThat(taken()).hasValue(1);
    }

    @Test
    void whoeverStopsIsForgotten() {
        listen("a", 2, LONG);
        listen("b", 1, LONG);

        assertThat(listen("a", 2, Duration.ZERO).orElseThrow().copy().taken()).hasValue(1);
        assertThat(listen("b", 2, Duration.ZERO).orElseThrow().copy().taken()).isEmpty();
        assertThat(taken()).isEmpty();
    }

    @Test
    void whoeverIsSilentIsForgotten() {
        listen("a", 2, units(2));
        listen("b", 1, units(6));
        contract.pass(units(2));
        assertThat(taken()).hasValue(1);

        contract.pass(units(4));
        assertThat(taken()).isEmpty();
        assertThat(append(one.part(2, item(3))).taken()).isEmpty();
    }

    @Test
    void whoeverListensOnIsNotForgotten() {
        listen("a", 1, units(4));
        contract.pass(units(2));
        listen("a", 2, units(6));
        contract.pass(units(3));

        assertThat(taken()).isEqualTo(OptionalLong.of(2));
    }

    @Test
    void theyListenToTheNextEpochAsWell() {
        listen("a", 1, LONG);

        assertThat(claim(1, "two").orElseThrow().copy().taken()).hasValue(1);
        assertThat(append(two.inEpoch(3, "three").part(2, item(3))).taken()).hasValue(1);
        assertThat(taken()).hasValue(1);
    }

    @Test
    void nobodyListensToWhatIsNotThereYet() {
        store().remove(stream, 1);
        listen("a", 1, LONG);

        assertThat(append(one.part(0, item(1))).taken()).isEmpty();
    }

    @Test
    void theyAreForgottenWithTheCopy() {
        listen("a", 1, LONG);
        store().remove(stream, 1);

        assertThat(append(one.part(0, item(1))).taken()).isEmpty();
    }
}
