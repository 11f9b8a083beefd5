package org.cqrsjakarta.spi;

import static org.cqrsjakarta.spi.LedgerFields.check;
import static org.cqrsjakarta.spi.LedgerFields.entries;
import static org.cqrsjakarta.spi.LedgerFields.id;
import static org.cqrsjakarta.spi.LedgerFields.listed;
import static org.cqrsjakarta.spi.LedgerFields.number;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cqrsjakarta.spi.StreamStore.Kind;

/**
 * A {@link StreamLedger} in one line: {@code 1;owner;epoch;node;begin;from;position;step;until;kept;keysBegin;keysEnd;entries;
 * listeners}. Whatever is not as it is written here cannot be read.
 */
final class StreamText {

    private static final String VERSION = "1";
    private static final int FIELDS = 14;

    private StreamText() {}

    static String of(LedgerCopy copy) {
        return String.join(
                ";",
                VERSION,
                copy.owner,
                Long.toString(copy.epoch),
                copy.node,
                Long.toString(copy.begin),
                Long.toString(copy.from),
                Long.toString(copy.position),
                Integer.toString(copy.step),
                Long.toString(copy.kept.untilMicros()),
                Long.toString(copy.kept.micros()),
                Long.toString(copy.keysBegin),
                Long.toString(copy.keysEnd),
                copy.index.stream()
                        .map(entry -> entry.kind() + ":" + entry.position() + ":" + entry.bytes())
                        .collect(Collectors.joining(",")),
                listed(
                        copy.listeners,
                        node -> node.taken() + ":" + node.lasting().untilMicros() + ":"
                                + node.lasting().micros()));
    }

    /** Empty if it was not written here, or is of another version. */
    static Optional<LedgerCopy> read(String text) {
        return LedgerFields.read(text, VERSION, FIELDS, StreamText::read);
    }

    private static LedgerCopy read(String[] fields) {
        LedgerCopy copy =
                new LedgerCopy(id(fields[1]), number(fields[2]), id(fields[3]), lasting(fields[8], fields[9]));
        copy.begin = number(fields[4]);
        copy.from = number(fields[5]);
        copy.position = number(fields[6]);
        copy.step = (int) number(fields[7], Integer.MAX_VALUE);
        copy.keysBegin = number(fields[10]);
        copy.keysEnd = number(fields[11]);
        check(copy.keysBegin <= copy.keysEnd);
        entries(fields[12], 3).forEach(entry -> index(copy, entry));
        entries(fields[13], 4)
                .forEach(node -> copy.listeners.put(
                        id(node.get(0)),
                        new LedgerCopy.Listening(number(node.get(1)), lasting(node.get(2), node.get(3)))));
        return copy;
    }

    private static void index(LedgerCopy copy, List<String> entry) {
        // Nothing comes after the end.
        check(!copy.hasEnded());
        copy.index(new LedgerCopy.Indexed(
                Kind.valueOf(entry.get(0)), number(entry.get(1)), (int) number(entry.get(2), Integer.MAX_VALUE)));
    }

    private static Lasting lasting(String untilMicros, String micros) {
        return new Lasting(number(untilMicros), number(micros));
    }
}
