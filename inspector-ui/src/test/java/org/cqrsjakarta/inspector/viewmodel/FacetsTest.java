package org.cqrsjakarta.inspector.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.LaneFilter;
import org.cqrsjakarta.inspector.history.LaneState;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.junit.jupiter.api.Test;

/** What streams can be narrowed down by, and what is left then. */
class FacetsTest {

    private final History history = StreamsOf.history();

    private List<String> wanted(UnaryOperator<LaneFilter> narrowing) {
        LaneFilter filter = narrowing.apply(LaneFilter.ALL);
        return history.lanes().stream()
                .filter(lane -> filter.wants(lane, StreamsOf.START + 10 * StreamsOf.SECOND))
                .map(StreamLane::id)
                .sorted()
                .toList();
    }

    @Test
    void countStreamsByWhatTheyHave() {
        assertThat(Facets.of(history.lanes()))
                .isEqualTo(new Facets(
                        Map.of(LaneState.COMPLETED, 2, LaneState.FAILED, 1),
                        Map.of("Live", 2, "Cached", 1, "Prices", 1),
                        Map.of("java.io.IOException", 1, "shop.SoldOutException", 1),
                        Map.of("north", 2, "south", 1)));
    }

    @Test
    void narrowDownToWhatWasChosen() {
        assertThat(wanted(all -> all)).containsExactly("broken", "calm", "moved");
        assertThat(wanted(all -> all.state(LaneState.FAILED, true))).containsExactly("broken");
        assertThat(wanted(all -> all.handler("Cached", true))).containsExactly("moved");
        assertThat(wanted(all -> all.reason("shop.SoldOutException", true))).containsExactly("broken");
        assertThat(wanted(all -> all.server("north", true))).containsExactly("calm", "moved");
        assertThat(wanted(all -> all.lasting(5 * StreamsOf.SECOND))).containsExactly("moved");
        assertThat(wanted(all -> all.troubledOnly(true))).containsExactly("broken", "moved");
    }

    @Test
    void takeSeveralValuesOfOneKindAsOrAndOfSeveralKindsAsAnd() {
        assertThat(wanted(all -> all.handler("Cached", true).handler("Prices", true)))
                .containsExactly("broken", "moved");
        assertThat(wanted(all -> all.handler("Live", true).troubledOnly(true))).containsExactly("moved");
        assertThat(wanted(all -> all.server("north", true).server("north", false)))
                .hasSize(3);
    }

    @Test
    void areSearchedInIdsRequestsHandlersAndReasonsInAnyCase() {
        assertThat(wanted(all -> all.containing(" MOV "))).containsExactly("moved");
        assertThat(wanted(all -> all.containing("shop.prices"))).containsExactly("broken");
        assertThat(wanted(all -> all.containing("cach"))).containsExactly("moved");
        assertThat(wanted(all -> all.containing("soldout"))).containsExactly("broken");
        assertThat(wanted(all -> all.containing("nothing like it"))).isEmpty();
    }

    @Test
    void countWhatIsAskedForButNotTheText() {
        assertThat(LaneFilter.ALL.containing("x").conditions()).isZero();
        assertThat(LaneFilter.ALL
                        .state(LaneState.LEFT, true)
                        .lasting(1)
                        .troubledOnly(true)
                        .conditions())
                .isEqualTo(3);
    }
}
