package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Who lives. */
abstract class NodeRules extends StreamRules {

    NodeRules(StreamStoreContract contract) {
        super(contract);
    }

    private List<String> beat(String node, Duration live) {
        return store().beat(namespace, node, live, -1).live();
    }

    @Test
    void aNodeThatBeatsLives() {
        assertThat(beat("one", LONG)).containsExactly("one");
        assertThat(beat("two", LONG)).containsExactly("one", "two");
        assertThat(beat("one", LONG)).containsExactly("one", "two");
    }

    @Test
    void nodesAreInTheOrderOfTheirIds() {
        List<String> ordered = List.of("-", "0", "1", "10", "2", "A", "B", "_", "a", "aB", "ab", "x".repeat(64));
        ordered.reversed().forEach(node -> beat(node, LONG));

        assertThat(beat("a", LONG)).isEqualTo(ordered);
    }

    @Test
    void aNodeThatStopsDoesNotLive() {
        beat("one", LONG);
        beat("two", LONG);

        assertThat(beat("one", Duration.ZERO)).containsExactly("two");
        assertThat(beat("two", Duration.ZERO)).isEmpty();
        assertThat(beat("two", Duration.ZERO)).isEmpty();
        assertThat(beat("one", LONG)).containsExactly("one");
    }

    @Test
    void aNodeThatIsSilentDoesNotLive() {
        beat("one", units(2));
        beat("two", units(6));
        contract.pass(units(2));
        assertThat(beat("three", LONG)).containsExactly("three", "two");

        contract.pass(units(4));
        assertThat(beat("three", LONG)).containsExactly("three");
    }

    @Test
    void aNodeThatBeatsInTimeGoesOn() {
        beat("one", units(4));
        contract.pass(units(2));
        beat("one", units(6));
        contract.pass(units(3));

        assertThat(beat("two", LONG)).containsExactly("one", "two");
    }

    @Test
    void aNodeMaySayThatItLivesForLess() {
        beat("one", LONG);
        beat("one", units(2));
        contract.pass(units(2));

        assertThat(beat("two", LONG)).containsExactly("two");
    }

    @Test
    void aClockThatIsSetBackLetsNobodyLiveForLonger() {
        beat("one", units(4));
        Assumptions.assumeTrue(contract.setsBack(units(90)), "the clock cannot be set back");
        assertThat(beat("two", LONG)).containsExactly("one", "two");
        contract.pass(units(4));

        assertThat(beat("two", LONG)).containsExactly("two");
    }

    @Test
    void nodesThatAreLostComeBackByThemselves() {
        beat("one", LONG);
        beat("two", LONG);
        contract.lose(namespace);

        assertThat(beat("one", LONG)).containsExactly("one");
    }
}
