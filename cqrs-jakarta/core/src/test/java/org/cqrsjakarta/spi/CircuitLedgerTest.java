package org.cqrsjakarta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Rules;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract of stores cannot see: texts, and the bounds of numbers. */
class CircuitLedgerTest {

    private static final long NOW = 1_800_000_000_000_000L;
    private static final String NOTHING = new CircuitLedger().text();

    private static Report report(Duration longest, long generation, long outcomes, String latest) {
        Rules rules = new Rules(2, 2, longest, 1, longest, 1, longest);
        return new Report(
                "one",
                rules,
                generation,
                CircuitState.CLOSED,
                longest,
                CircuitState.CLOSED,
                false,
                outcomes,
                latest,
                List.of(),
                false);
    }

    @Test
    void readsWhatItHasWritten() {
        String text = "1;7;HALF_OPEN;1;2;+,one;one:3:OPEN:4:1,two:5:CLOSED:0:0;old:6,an:7;7.one.1:8:9";

        assertThat(CircuitLedger.read(text).text()).isEqualTo(text);
    }

    @Test
    void readsTheLargestNumbers() {
        String text = "1;4503599627370495;HALF_OPEN;9007199254740991;2147483647;;one:9007199254740991:OPEN:"
                + "9007199254740991:0;an:9007199254740991;7.one.1:9007199254740991:9007199254740991";

        assertThat(CircuitLedger.read(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1;7;OPEN;0;0;;;",
                "1;7;OPEN;0;0;;;;;",
                "2;7;OPEN;0;0;;;;",
                "1;-7;OPEN;0;0;;;;",
                "1;+7;OPEN;0;0;;;;",
                "1;4503599627370496;OPEN;0;0;;;;",
                "1;99999999999999999999;OPEN;0;0;;;;",
                "1;7;GONE;0;0;;;;",
                "1;7;OPEN;-1;0;;;;",
                "1;7;OPEN;9007199254740992;0;;;;",
                "1;7;HALF_OPEN;0;-1;;;;",
                "1;7;HALF_OPEN;0;2147483648;;;;",
                "1;7;CLOSED;0;0;a b;;;",
                "1;7;CLOSED;0;0;,;;;",
                "1;7;OPEN;0;0;;one;;",
                "1;7;OPEN;0;0;;one:1:GONE:0:0;;",
                "1;7;OPEN;0;0;;one:1:OPEN:0:2;;",
                "1;7;OPEN;0;0;;one:1:OPEN:0:0:0;;",
                "1;7;OPEN;0;0;;one:-9223372036854775808:OPEN:0:0;;",
                "1;7;CLOSED;0;0;;one:1:OPEN:-1:0;;",
                "1;7;CLOSED;0;0;;:1:OPEN:0:0;;",
                "1;7;CLOSED;0;0;;;one:-1;",
                "1;7;CLOSED;0;0;;;one;",
                "1;7;HALF_OPEN;0;0;;;;7.a.1:-9223372036854775808:-9223372036854775808",
                "1;7;HALF_OPEN;0;0;;;;7.a.1:1:-1"
            })
    void whatNoStepComesToIsACircuitThatIsNotThere(String text) {
        assertThat(CircuitLedger.read(text).text()).isEqualTo(NOTHING);
    }

    @Test
    void timesThatNobodyLivesToSeeAreBounded() {
        Report report = report(Duration.ofSeconds(Long.MAX_VALUE), 0, 2, "FF");
        CircuitLedger ledger = new CircuitLedger();

        Shared opened = ledger.exchange(report, NOW);

        assertThat(opened.state()).isEqualTo(CircuitState.OPEN);
        assertThat(opened.remaining()).isEqualTo(Duration.ofDays(36_500));
        assertThat(CircuitLedger.read(ledger.text()).text()).isEqualTo(ledger.text());
    }

    @Test
    void theLargestNumberOfOutcomesCanBeReadAgain() {
        CircuitLedger ledger = new CircuitLedger();
        long half = CircuitStore.LARGEST_GENERATION / 2;

        ledger.exchange(report(Duration.ofSeconds(1), half, CircuitStore.LARGEST_GENERATION, "F"), NOW);

        assertThat(CircuitLedger.read(ledger.text()).generation()).isEqualTo(half);
        assertThat(CircuitLedger.read(ledger.text()).text()).isEqualTo(ledger.text());
    }
}
