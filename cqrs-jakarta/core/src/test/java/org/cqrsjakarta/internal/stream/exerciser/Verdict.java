package org.cqrsjakarta.internal.stream.exerciser;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.TelemetryEvent;

/** What must hold of a round that is over. */
final class Verdict {

    private final Round round;

    Verdict(Round round) {
        this.round = round;
    }

    void check() {
        for (HandlerUse use : round.uses) {
            checkOnce(use);
        }
        for (ExercisedStream stream : round.streams) {
            checkItems(stream);
            checkInterrupt(stream);
        }
        round.told.forEach(this::checkOrder);
        checkOutcomes();
        round.log().impossible().forEach(line -> round.violated("logged: " + line));
        round.log().impossible().clear();
    }

    private void checkOnce(HandlerUse use) {
        if (round.stackFrames == 0 && use.released.get() != 1) {
            round.violated("not released once: " + use);
        }
        if (round.stackFrames == 0 && use.awaitsItsEnd && use.terminated.get() != 1) {
            round.violated("not told of its end once: " + use);
        }
        if (use.closed.get() > use.opened.get()) {
            round.violated("closed more often than opened: " + use);
        }
    }

    private void checkItems(ExercisedStream stream) {
        List<HandlerUse> uses = round.uses.stream()
                .filter(use -> use.stream == stream)
                .sorted(Comparator.<HandlerUse>comparingInt(use -> use.step).thenComparingInt(use -> use.number))
                .toList();
        LegalItems legal = new LegalItems(stream.seen, stream.givenBefore);
        for (HandlerUse use : uses) {
            String wrong = legal.take(use, round.chain.links.get(use.step), mustBeWhole(stream, use));
            if (wrong != null) {
                round.violated(stream + ": " + wrong + "; saw " + keys(stream));
                return;
            }
        }
        if (!legal.isAtTheEnd()) {
            round.violated(stream + " saw items that nobody has given, or in another order: " + keys(stream));
        }
        boolean completed = round.told.endOf(stream) == StreamEnded.End.COMPLETED;
        if (completed
                && !uses.getLast().hasEnded
                && round.chain.links.get(uses.getLast().step).form() != Form.NESTED
                && round.chain.links.get(uses.getLast().step).form() != Form.UNRULY
                && uses.getLast().plan.item() != Mishap.BLOCKS_AND_GOES_ON) {
            round.violated(stream + " is complete, and its last handler was not");
        }
    }

    private static List<String> keys(ExercisedStream stream) {
        return stream.seen.stream()
                .map(item -> item.use().step + "." + item.use().number + ":" + item.key())
                .toList();
    }

    /** Whether everything that this handler gave has to reach the consumer. */
    private boolean mustBeWhole(ExercisedStream stream, HandlerUse use) {
        ExercisedChain.Link link = round.chain.links.get(use.step);
        return isUndisturbed(stream) && use.plan.isStraight() && link.form().isExact() && !link.isLimited();
    }

    /** Whether its course is its handlers' own doing. */
    private boolean isUndisturbed(ExercisedStream stream) {
        return !stream.left
                && !round.disturbances.interrupts
                && !round.handlersTouchInterrupts
                && round.stackFrames == 0;
    }

    private void checkInterrupt(ExercisedStream stream) {
        if (round.handlersTouchInterrupts || round.stackFrames > 0 && round.disturbances.interrupts) {
            return;
        }
        if (stream.isInterrupted && !stream.interruptSent) {
            round.violated("the consumer's thread is left interrupted: " + stream);
        }
        boolean isLost = stream.wasInterruptSent && !stream.isInterrupted;
        if (isLost && !stream.left && !stream.belongsToStream() && stream.way().isOnConsumersThread()) {
            round.violated("the interrupt of its consumer is lost: " + stream);
        }
    }

    private void checkOrder(String id, List<TelemetryEvent> events) {
        long ends = events.stream().filter(StreamEnded.class::isInstance).count();
        boolean inOrder = events.getFirst() instanceof StreamStarted && events.getLast() instanceof StreamEnded;
        // Who hears of it may have no room on the stack for that.
        boolean isShort = round.stackFrames > 0 && ends == 0;
        if (!isShort && (!inOrder || ends != 1)) {
            round.violated("told of " + id + ": " + events);
        }
    }

    /** With one stream that nobody has left, each permit is worth what its failure was, or its end. */
    private void checkOutcomes() {
        for (ExercisedChain.Link link : round.chain.links) {
            if (link.circuit().reportedTwice() > 0) {
                round.violated("a permit was reported twice by " + link);
            }
        }
        ExercisedStream only = round.streams.getFirst();
        if (round.streams.size() > 1 || !isUndisturbed(only)) {
            return;
        }
        for (int step = 0; step < round.chain.links.size(); step++) {
            ExercisedChain.Link link = round.chain.links.get(step);
            Map<Outcome, Integer> expected = new EnumMap<>(link.circuit().classified());
            int last = round.uses.stream()
                    .filter(use -> use.stream == only)
                    .mapToInt(use -> use.step)
                    .max()
                    .orElse(-1);
            if (round.told.endOf(only) == StreamEnded.End.COMPLETED && step == last) {
                expected.merge(Outcome.SUCCEEDED, 1, Integer::sum);
            }
            if (link.places() == 0 && !expected.equals(link.circuit().reported())) {
                round.violated("permits of step " + step + " were worth "
                        + link.circuit().reported() + " instead of " + expected);
            }
        }
    }
}
