package org.cqrsjakarta.internal.sse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cqrsjakarta.internal.delivery.Ending;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.internal.wire.Frames;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.rest.StreamSummary;
import org.jspecify.annotations.Nullable;

/** One response to which one stream is written, from a position on. */
final class Attachment implements Frames, Listener {

    private final OpenStream stream;
    private final long from;
    private final CompletableFuture<StreamSummary> result = new CompletableFuture<>();

    /** What goes before everything else; of the response's thread, as the reader. */
    private byte @Nullable [] first;

    private volatile @Nullable JournalReader reader;
    private volatile LiveResponses.@Nullable Served served;
    private volatile boolean isCut;
    private volatile boolean isOver;

    /** How it has ended for its client; {@code null}: before the stream has. */
    private volatile @Nullable Ending end;

    /**
     * Prepares a response.
     *
     * @param stream what is to be written
     * @param from   position of the last item that its client has got
     * @param first  goes before everything else; {@code null}: nothing does
     */
    Attachment(OpenStream stream, long from, byte @Nullable [] first) {
        this.stream = stream;
        this.from = from;
        this.first = first;
    }

    /** Position of the last item that its client has got. */
    @Override
    public long from() {
        return from;
    }

    /** Completes when the response has ended. */
    CompletionStage<StreamSummary> result() {
        return result.minimalCompletionStage();
    }

    /** What it reads; {@code null} before it does, and where it was refused. */
    @Override
    public @Nullable JournalReader reader() {
        return reader;
    }

    /** What it reads from now on; {@code null}: nothing, since that is not here any more. */
    @Override
    public void reads(@Nullable JournalReader begun) {
        reader = begun;
        cutIfItIs();
    }

    /** What serves it. */
    void servedBy(LiveResponses.Served serving) {
        served = serving;
        cutIfItIs();
    }

    /** Another one is there in its place: its client gets nothing more, also one that does not read. */
    @Override
    public void cut() {
        isCut = true;
        cutIfItIs();
    }

    private void cutIfItIs() {
        JournalReader reading = reader;
        if (isCut && reading != null) {
            reading.cut();
        }
        LiveResponses.Served serving = served;
        if (isCut && serving != null) {
            serving.giveUp();
        }
    }

    @Override
    public void begin(Bell bell) {
        stream.attach(this, bell);
        if (isOver) {
            // It was lost before it was there.
            stream.lose(this);
        }
    }

    @Override
    public Next take(FrameBuffer into) {
        JournalReader reading = reader;
        if (reading == null) {
            // A client that the stream has left behind meanwhile gets nothing, and asks again.
            return Next.END;
        }
        byte[] greeting = first;
        if (greeting != null) {
            into.add(greeting);
            first = null;
        }
        return stream.outlet().isReleased() ? reading.take(into) : Next.END;
    }

    @Override
    public boolean isShortOf(int bytes) {
        JournalReader reading = reader;
        return reading != null && reading.isShortOf(bytes);
    }

    @Override
    public void over(boolean written) {
        isOver = true;
        JournalReader reading = reader;
        end = written && reading != null && reading.hasReadAll() ? stream.ending() : null;
        stream.lose(this);
    }

    @Override
    public void out() {
        Ending how = end;
        if (how == null) {
            var unused = result.complete(stream.summary());
        } else {
            how.tell(result);
        }
    }
}
