package org.cqrsjakarta.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Scripted} handler does in one stream: gives items, stalls, and ends or fails. Immutable.
 *
 * <pre>{@code
 * Script.of(1, 2, 3)                                               // three items, and a normal end
 * Script.of(1, 2, 3).thenFails(new ConnectException("refused"))    // fails where a fourth is due
 * Script.of(1, 2, 3).failingAt(2, new ConnectException("refused")) // fails where the third is due
 * Script.of(1, 2).thenStalls().then(3)                             // gives 3 when it is let go on
 * Script.cannotOpen(new ConnectException("refused"))               // handle itself throws
 * }</pre>
 *
 * @param <R> type of the items
 */
public final class Script<R> {

    private final List<Move<R>> moves;
    private final @Nullable Throwable refusal;

    /** One thing to do. */
    sealed interface Move<R> {}

    /** Gives an item. */
    record Give<R>(R item) implements Move<R> {
        Give {
            Objects.requireNonNull(item, "item");
        }

        @Override
        public String toString() {
            return item.toString();
        }
    }

    /** Does nothing until it is let go on. */
    record Stall<R>() implements Move<R> {
        @Override
        public String toString() {
            return "stalls";
        }
    }

    /** Fails; the last move of its script. */
    record Fail<R>(Throwable failure) implements Move<R> {
        Fail {
            Objects.requireNonNull(failure, "failure");
        }

        @Override
        public String toString() {
            return "fails with " + failure;
        }
    }

    private Script(List<Move<R>> moves, @Nullable Throwable refusal) {
        this.moves = List.copyOf(moves);
        this.refusal = refusal;
    }

    /**
     * Gives items and ends.
     *
     * @param items any number, without {@code null}s
     * @param <R>   type of the items
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <R> Script<R> of(R... items) {
        return new Script<R>(List.of(), null).then(giving(items));
    }

    /**
     * Throws from {@code handle}, before there is a stream.
     *
     * @param failure what to throw, the same in every stream
     * @param <R>     type of the items that it does not give
     */
    public static <R> Script<R> cannotOpen(Throwable failure) {
        return new Script<>(List.of(), Objects.requireNonNull(failure, "failure"));
    }

    /**
     * Goes on with items.
     *
     * @param items any number, without {@code null}s
     * @throws IllegalStateException if the script fails before
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Script<R> then(R... items) {
        return then(giving(items));
    }

    /**
     * Goes on with a failure, where the next item is due. An {@link Error} is allowed, and so is any checked exception.
     *
     * @param failure what to throw, the same in every stream: its suppressed exceptions, too, are those of every stream
     * @throws IllegalStateException if the script fails before
     */
    public Script<R> thenFails(Throwable failure) {
        return then(List.of(new Fail<>(failure)));
    }

    /**
     * Goes on with nothing at all: until {@link Account#release}, or until the stream is left. A handler that blocks
     * while it stalls also ends when it is interrupted, with an {@link InterruptedException}.
     *
     * @throws IllegalStateException if the script fails before
     */
    public Script<R> thenStalls() {
        return then(List.of(new Stall<>()));
    }

    /**
     * Fails after some of the items. What the script has after these is left out.
     *
     * @param position how many items are given before, 0 to the number of items
     * @param failure  as in {@link #thenFails}
     * @throws IllegalArgumentException if the script has fewer items
     */
    public Script<R> failingAt(int position, Throwable failure) {
        List<Move<R>> kept = new ArrayList<>();
        int items = 0;
        for (Move<R> move : moves) {
            if (items == position || move instanceof Fail) {
                break;
            }
            items += move instanceof Give ? 1 : 0;
            kept.add(move);
        }
        if (items != position) {
            throw new IllegalArgumentException(
                    "position = " + position + ", allowed: 0 to " + items + ", the items of " + this);
        }
        return new Script<>(kept, refusal).thenFails(failure);
    }

    private static <R> List<Move<R>> giving(R[] items) {
        List<Move<R>> moves = new ArrayList<>();
        for (R item : items) {
            moves.add(new Give<>(item));
        }
        return moves;
    }

    private Script<R> then(List<Move<R>> further) {
        if (refusal != null || (!moves.isEmpty() && moves.getLast() instanceof Fail)) {
            throw new IllegalStateException(further + " follows " + this + ", which has failed by then");
        }
        return new Script<>(Stream.concat(moves.stream(), further.stream()).toList(), null);
    }

    List<Move<R>> moves() {
        return moves;
    }

    /** What {@code handle} throws; {@code null} if it does not. */
    @Nullable
    Throwable refusal() {
        return refusal;
    }

    @Override
    public String toString() {
        return refusal != null
                ? "[cannot open: " + refusal + "]"
                : moves.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
