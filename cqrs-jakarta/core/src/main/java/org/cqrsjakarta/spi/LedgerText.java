package org.cqrsjakarta.spi;

import static org.cqrsjakarta.spi.LedgerFields.LARGEST;
import static org.cqrsjakarta.spi.LedgerFields.entries;
import static org.cqrsjakarta.spi.LedgerFields.id;
import static org.cqrsjakarta.spi.LedgerFields.listed;
import static org.cqrsjakarta.spi.LedgerFields.number;
import static org.cqrsjakarta.spi.LedgerFields.parts;

import java.util.Optional;
import java.util.stream.Collectors;
import org.cqrsjakarta.CircuitState;

/**
 * A {@link CircuitLedger} in one line: {@code 1;generation;state;until;successes;window;nodes;gone;leases}. Whatever is not
 * as it is written here cannot be read: a number that no step comes to could keep a circuit from ever going on.
 */
final class LedgerText {

    private static final String VERSION = "1";
    private static final String SUCCESS = "+";
    private static final int FIELDS = 9;

    private LedgerText() {}

    static String of(CircuitLedger ledger) {
        return String.join(
                ";",
                VERSION,
                Long.toString(ledger.generation),
                ledger.state.name(),
                Long.toString(ledger.untilMicros),
                Integer.toString(ledger.successes),
                ledger.window.stream()
                        .map(failed -> failed.isEmpty() ? SUCCESS : failed)
                        .collect(Collectors.joining(",")),
                listed(
                        ledger.nodes,
                        node -> node.atMicros + ":" + node.shows + ":" + node.told + ":" + (node.tripped ? 1 : 0)),
                listed(ledger.gone, told -> Long.toString(told)),
                listed(ledger.leases, held -> held.givenMicros() + ":" + held.renewedMicros()));
    }

    /** Empty if it was not written here, or is of another version. */
    static Optional<CircuitLedger> read(String text) {
        return LedgerFields.read(text, VERSION, FIELDS, LedgerText::read);
    }

    private static CircuitLedger read(String[] fields) {
        CircuitLedger ledger = new CircuitLedger();
        ledger.generation = number(fields[1], CircuitLedger.LARGEST_KEPT);
        ledger.state = CircuitState.valueOf(fields[2]);
        ledger.untilMicros = number(fields[3], LARGEST);
        ledger.successes = (int) number(fields[4], Integer.MAX_VALUE);
        parts(fields[5], ",").forEach(outcome -> ledger.window.addLast(outcome.equals(SUCCESS) ? "" : id(outcome)));
        entries(fields[6], 5).forEach(entry -> {
            CircuitLedger.Seen node = new CircuitLedger.Seen();
            node.atMicros = number(entry.get(1), LARGEST);
            node.shows = CircuitState.valueOf(entry.get(2));
            node.told = number(entry.get(3), LARGEST);
            node.tripped = number(entry.get(4), 1) == 1;
            ledger.nodes.put(id(entry.get(0)), node);
        });
        entries(fields[7], 2).forEach(entry -> ledger.gone.put(id(entry.get(0)), number(entry.get(1), LARGEST)));
        entries(fields[8], 3)
                .forEach(entry -> ledger.leases.put(
                        id(entry.get(0)),
                        new CircuitLedger.Held(number(entry.get(1), LARGEST), number(entry.get(2), LARGEST))));
        return ledger;
    }
}
