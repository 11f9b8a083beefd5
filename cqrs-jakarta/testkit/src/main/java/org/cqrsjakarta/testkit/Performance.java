package org.cqrsjakarta.testkit;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.testkit.Script.Fail;
import org.cqrsjakarta.testkit.Script.Give;
import org.cqrsjakarta.testkit.Script.Move;
import org.jspecify.annotations.Nullable;

/** One run of a script. Played by one thread at a time; closed from any, once however often. */
final class Performance<R> implements Iterator<R>, AutoCloseable {

    private final Account account;
    private final Queue<Move<R>> moves;
    private final AtomicBoolean closed = new AtomicBoolean();

    Performance(Script<R> script, Account account) {
        this.account = account;
        this.moves = new ArrayDeque<>(script.moves());
    }

    /** The items, to be pulled; closing the stream closes this. */
    Stream<R> asStream() {
        Spliterator<R> items = Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(items, false).onClose(this::close);
    }

    /** Emits the items; when it returns or throws, this is closed. */
    void emitTo(Emitter<? super R> emitter) {
        try (this) {
            forEachRemaining(emitter::emit);
        }
    }

    /** The items, to be published once; the end of the subscription closes this. */
    Flow.Publisher<R> asPublisher() {
        return subscriber -> subscriber.onSubscribe(new ScriptedSubscription<>(this, subscriber));
    }

    /** The first item, {@code null} if there is none; closes this. */
    @Nullable
    R response() {
        try (this) {
            return hasNext() ? next() : null;
        }
    }

    /** What comes next; {@code null} at the end. */
    @Nullable
    Move<R> peek() {
        return moves.peek();
    }

    void advance() {
        moves.remove();
    }

    boolean isClosed() {
        return closed.get();
    }

    /**
     * Passes over a stall that is let go on, and does not block at one that is not.
     *
     * @param goOn called when it is let go on
     * @return whether it has to wait for that
     */
    boolean stalls(Runnable goOn) {
        if (account.stalls(this, goOn)) {
            return true;
        }
        advance();
        return false;
    }

    /** Blocks where the script stalls, and throws where it fails. */
    @Override
    public boolean hasNext() {
        Move<R> move = peek();
        while (move != null && !(move instanceof Give)) {
            advance();
            if (move instanceof Fail<R> fail) {
                throw Performance.<RuntimeException>thrown(fail.failure());
            }
            stall();
            move = peek();
        }
        return move != null;
    }

    @Override
    public R next() {
        if (hasNext() && moves.remove() instanceof Give<R> give) {
            return give.item();
        }
        throw new NoSuchElementException();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            account.close(this);
        }
    }

    private void stall() {
        try {
            account.awaitRelease(this);
        } catch (InterruptedException e) {
            throw Performance.<RuntimeException>thrown(e);
        }
        if (closed.get()) {
            throw new CancellationException("Left while it stalled");
        }
    }

    /** Throws what it is given, declared or not: a script fails with any exception, whatever shape it is played in. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T extends Throwable> RuntimeException thrown(Throwable failure) throws T {
        throw (T) failure;
    }
}
