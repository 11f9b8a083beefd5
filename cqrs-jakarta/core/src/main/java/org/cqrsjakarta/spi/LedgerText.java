package org.cqrsjakarta.spi;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitState;

/**
 * A {@link CircuitLedger} in one line: {@code 1;generation;state;until;successes;window;nodes;leases}. Lists have commas, what
 * is in them colons; neither is in any id.
 */
final class LedgerText {

    private static final String VERSION = "1";
    private static final String SUCCESS = "+";
    private static final int FIELDS = 8;

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
                listed(ledger.leases, held -> held.givenMicros() + ":" + held.renewedMicros()));
    }

    private static <T> String listed(Map<String, T> entries, Function<T, String> text) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + text.apply(entry.getValue()))
                .collect(Collectors.joining(","));
    }

    /** Empty if it was not written here, or is of another version. */
    @SuppressWarnings("StringSplitter")
    static Optional<CircuitLedger> read(String text) {
        String[] fields = text.split(";", -1);
        if (fields.length != FIELDS || !fields[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(fields)).filter(LedgerText::isPossible);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static CircuitLedger read(String[] fields) {
        CircuitLedger ledger = new CircuitLedger();
        ledger.generation = Long.parseLong(fields[1]);
        ledger.state = CircuitState.valueOf(fields[2]);
        ledger.untilMicros = Long.parseLong(fields[3]);
        ledger.successes = Integer.parseInt(fields[4]);
        entries(fields[5]).forEach(outcome -> ledger.window.addLast(outcome.equals(SUCCESS) ? "" : outcome));
        entries(fields[6]).map(entry -> entry.split(":")).forEach(entry -> {
            CircuitLedger.Seen node = new CircuitLedger.Seen();
            node.atMicros = Long.parseLong(entry[1]);
            node.shows = CircuitState.valueOf(entry[2]);
            node.told = Long.parseLong(entry[3]);
            node.tripped = entry[4].equals("1");
            ledger.nodes.put(entry[0], node);
        });
        entries(fields[7])
                .map(entry -> entry.split(":"))
                .forEach(entry -> ledger.leases.put(
                        entry[0], new CircuitLedger.Held(Long.parseLong(entry[1]), Long.parseLong(entry[2]))));
        return ledger;
    }

    private static boolean isPossible(CircuitLedger ledger) {
        return ledger.generation >= 0 && ledger.generation <= CircuitStore.LARGEST_GENERATION && ledger.successes >= 0;
    }

    private static Stream<String> entries(String list) {
        return list.isEmpty() ? Stream.empty() : Arrays.stream(list.split(","));
    }
}
