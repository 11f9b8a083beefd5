package org.cqrsjakarta.internal.wire;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.internal.wire.Frames.Next;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * One response that goes on for as long as there are frames and its client reads. Its own thread writes it, and no other
 * one touches it: a server may hold a lock around the whole response that a failing write of somebody else would wait for.
 *
 * <p>Everything that is there is written and flushed, as much as {@link FrameBuffer#MOST} at a time. A little that comes
 * within {@link #FLUSH_AFTER} of the last flush waits for the rest of that time: so a slow source has every item flushed as
 * it comes, and a fast one is flushed by the buffer.
 */
final class LiveResponse implements LiveResponses.Served {

    static final Duration FLUSH_AFTER = Duration.ofMillis(1);

    private final LiveResponses all;
    private final Signs signs;
    private final Frames frames;
    private final Time time;
    private final Heartbeat heartbeat;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final CompletableFuture<@Nullable Void> out = new CompletableFuture<>();
    private volatile boolean givenUp;

    /** The thread that answers, which writes on every server that was seen. */
    private volatile @Nullable Thread answering;

    /** The thread that writes, from the body's beginning on, as the next. */
    private volatile @Nullable ResponseThread thread;

    private volatile @Nullable Bell bell;

    /** What is to be written now is a sign of life, which may have to be followed by another one soon. Of that thread. */
    private boolean isComment;

    /**
     * Prepares a response; nothing is written yet.
     *
     * @param all    looks after it
     * @param signs  what goes out first, and what keeps it awake
     * @param frames what is written
     */
    LiveResponse(LiveResponses all, Signs signs, Frames frames) {
        this.all = all;
        this.signs = signs;
        this.frames = frames;
        this.time = all.time();
        this.heartbeat = new Heartbeat(time, all.rules().heartbeat());
    }

    @Override
    public CompletableFuture<@Nullable Void> out() {
        return out;
    }

    @Override
    public void giveUp() {
        givenUp = true;
        over(false);
        ResponseThread within = thread;
        if (within != null) {
            within.giveUp();
        }
        wake();
    }

    /** The server's word that the response has ended, or cannot be begun. */
    void ended() {
        givenUp = true;
        over(false);
        wake();
    }

    private void wake() {
        Bell waiting = bell;
        if (waiting != null) {
            waiting.ring();
        }
    }

    /** Serves it, on its own thread, from its beginning until the server has it back. */
    @SuppressWarnings("IllegalCatch")
    void respond(AsyncResponse response, Response answer) {
        answering = Thread.currentThread();
        try {
            all.watch().lookIn(attention());
            if (!response.resume(answer)) {
                ended();
            }
        } catch (Throwable e) {
            // The response cannot be written or ended any more, as when the server stops.
            WireLog.LOG.debug("A response could not be written", e);
            refuse(response, e);
        } finally {
            isOut();
        }
    }

    private void isOut() {
        ResponseThread writing = thread;
        if (writing != null) {
            writing.out();
        }
        all.watch().remove(this);
        try {
            over(false);
        } finally {
            out.complete(null);
            frames.out();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private static void refuse(AsyncResponse response, Throwable failure) {
        try {
            response.resume(failure);
        } catch (RuntimeException e) {
            WireLog.LOG.debug("A response that could not be written could not be refused either", e);
        }
    }

    /** Called by the server within {@link #respond}, when it wants the body. */
    @SuppressWarnings("IllegalCatch")
    void write(OutputStream to) {
        // A filter's: it was meant for something else.
        var unused = Thread.interrupted();
        ResponseThread here = new ResponseThread(time);
        thread = here;
        try {
            over(writeAll(to, here));
        } catch (IOException e) {
            WireLog.LOG.debug("A client is gone", e);
            over(false);
        } catch (RuntimeException | Error e) {
            WireLog.LOG.responseFailed(e);
            over(false);
        } finally {
            bell = null;
            if (answering == Thread.currentThread()) {
                here.leave();
                if (givenUp) {
                    here.giveUp();
                }
            } else {
                here.out();
            }
        }
    }

    /** Whether all was written. */
    private boolean writeAll(OutputStream to, ResponseThread here) throws IOException {
        Bell waiting = new Bell();
        bell = waiting;
        if (givenUp) {
            return false;
        }
        CarrierTurns turns = new CarrierTurns(time);
        FrameBuffer buffer = new FrameBuffer();
        signs.addBeginningTo(buffer);
        frames.begin(waiting);
        Next next = frames.take(buffer);
        // Whatever there is: the client sees an open stream.
        flush(buffer, to, here);
        while (!givenUp && next != Next.END) {
            next = frames.take(buffer);
            if (next == Next.LATER && buffer.size() > 0 && !buffer.isFull() && waitsForMore(buffer, waiting)) {
                next = frames.take(buffer);
            } else if (next == Next.LATER && buffer.size() == 0) {
                rest(buffer, waiting);
            }
            if (buffer.size() > 0) {
                flush(buffer, to, here);
                turns.worked();
            }
        }
        return next == Next.END;
    }

    /** There is nothing: waits for something, unless a sign of life is due. */
    private void rest(FrameBuffer buffer, Bell waiting) throws IOException {
        if (!heartbeat.left().isPositive()) {
            heartbeat.comment();
            signs.addCommentTo(buffer);
            isComment = true;
        } else if (frames.isShortOf(1)) {
            await(waiting);
        }
    }

    /** Waits, if the last flush was just now, for more to be flushed together; answers whether it did. */
    private boolean waitsForMore(FrameBuffer buffer, Bell waiting) throws IOException {
        long left = FLUSH_AFTER.toNanos() - heartbeat.silentNanos();
        if (left <= 0 || !frames.isShortOf(FrameBuffer.FULL - buffer.size())) {
            return false;
        }
        Moments.Moment moment = all.moments().begin(time.nanos() + left, waiting::ring);
        try {
            if (heartbeat.silentNanos() < FLUSH_AFTER.toNanos()) {
                // Else the clock has gone on since, and the alarm is late.
                await(waiting);
            }
        } finally {
            all.moments().end(moment);
        }
        return true;
    }

    private static void await(Bell waiting) throws IOException {
        waiting.await();
        if (Thread.interrupted()) {
            throw new IOException("The server wants its thread back");
        }
    }

    private void flush(FrameBuffer buffer, OutputStream to, ResponseThread here) throws IOException {
        boolean afterSilence = heartbeat.isLong();
        here.beginWrite();
        try {
            buffer.drainTo(to, here::moved);
            to.flush();
        } catch (RuntimeException e) {
            throw new IOException("The server has taken the response back", e);
        } finally {
            here.endWrite();
        }
        heartbeat.broken(afterSilence);
        if (afterSilence || isComment) {
            isComment = false;
            all.watch().lookIn(heartbeat.left());
        }
    }

    private void over(boolean written) {
        if (isOver.compareAndSet(false, true)) {
            frames.over(written);
        }
    }

    /** After how long somebody should look at it. */
    Duration attention() {
        if (givenUp) {
            // Its thread is interrupted until it is out.
            return all.rules().heartbeat();
        }
        ResponseThread within = thread;
        Duration stood = within == null ? Duration.ZERO : within.within();
        Duration stillstand = all.rules().writeTimeout().minus(stood);
        Duration silence = heartbeat.left();
        if (!silence.isPositive()) {
            // It was woken, or writes, which is a sign of life unless it stands still.
            silence = all.rules().heartbeat();
        }
        return silence.compareTo(stillstand) < 0 ? silence : stillstand;
    }

    /** Wakes it if it owes a sign of life; gives it up if it stands still. */
    void look() {
        ResponseThread within = thread;
        if (within != null && !givenUp && within.within().compareTo(all.rules().writeTimeout()) >= 0) {
            WireLog.LOG.debugf(
                    "A write has not moved for %s, the longest allowed",
                    all.rules().writeTimeout());
            giveUp();
        } else if (!heartbeat.left().isPositive()) {
            wake();
        }
    }
}
