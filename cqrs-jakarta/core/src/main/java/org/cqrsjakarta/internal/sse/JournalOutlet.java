package org.cqrsjakarta.internal.sse;

import org.cqrsjakarta.internal.delivery.Ending;
import org.cqrsjakarta.internal.delivery.Outlet;
import org.cqrsjakarta.internal.delivery.StreamRegistry;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.Frame;
import org.cqrsjakarta.internal.wire.FrameEncoder;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.jspecify.annotations.Nullable;

/** Where an open stream is written to: its journal, and what other nodes have of that. */
final class JournalOutlet implements Outlet {

    private final OpenStream stream;
    private final StreamRegistry registry;
    private final Journal journal;

    /** What other nodes have of it; nothing while it is another one's. */
    private volatile StreamShare share = StreamShare.NONE;

    /** Of the stream's own thread: there from its first item or end on. */
    private @Nullable FrameEncoder encoder;

    JournalOutlet(OpenStream stream, StreamRegistry registry) {
        this.stream = stream;
        this.registry = registry;
        this.journal = stream.journal();
    }

    /** What is written to here. */
    OpenStream stream() {
        return stream;
    }

    private FrameEncoder encoder() {
        FrameEncoder known = encoder;
        if (known == null) {
            known = new FrameEncoder(stream.address());
            encoder = known;
        }
        return known;
    }

    @Override
    public boolean item(long position, byte[] line, @Nullable Object key) {
        return journal.item(position, encoder().itemFrame(position, line), share.textOf(key)) || journal.awaitRoom();
    }

    @Override
    public boolean switchedOver(long position, String json) {
        journal.event(position, FrameEncoder.event("switchover", json), Kind.SWITCHOVER);
        return true;
    }

    @Override
    public void ended(Ending ending) {
        AudienceGate.Change change = stream.ends(ending);
        switch (ending) {
            case Ending.Completed completed -> end("complete", completed.json());
            case Ending.Failed failed -> end("failure", failed.json());
            case Ending.Left left -> journal.breakOff();
            case Ending.Told told -> throw new IllegalArgumentException("Of another node: " + told);
        }
        stream.ended(change);
    }

    private void end(String event, String json) {
        journal.event(stream.position(), encoder().end(event, json), Kind.END);
    }

    /** A frame that another node has sent. */
    void copied(Entry entry) {
        if (entry.kind() == Kind.ITEM) {
            var unused = journal.item(entry.position(), Frame.of(entry.bytes()), entry.key());
        } else if (entry.kind() == Kind.END) {
            AudienceGate.Change change = stream.ends(Ending.told(stream.summary(), entry.bytes()));
            journal.event(entry.position(), entry.bytes(), Kind.END);
            stream.ended(change);
        } else {
            journal.event(entry.position(), entry.bytes(), entry.kind());
        }
    }

    /** Whether the one who copies may go on; if not, the bell rings when it is to ask again. */
    boolean hasRoom(Bell writer) {
        return journal.hasRoom(writer);
    }

    /** Nothing of it runs on this node. */
    void notRun() {
        vacated();
        out();
    }

    /** Other nodes may have it from now on. */
    void shareBy(StreamShare by) {
        share = by;
    }

    /** Clients of other nodes listen. */
    void listenedToElsewhere(long position) {
        share.listenedToElsewhere(position);
    }

    /** What other nodes have of it can be brought up to date. */
    void catchUp() {
        share.catchUp();
    }

    /** Brings what other nodes have up to date; {@code false} if one of them goes on with the stream. */
    boolean isReleased() {
        boolean isOurs = share.release();
        if (!isOurs) {
            closeApart();
        }
        return isOurs;
    }

    /** Nothing of the stream is wanted on this node any more. */
    void end() {
        share.end();
    }

    /** Who listens is let go; then it is held for its client, which finds that nothing follows. */
    @Override
    public void cutShort() {
        journal.breakOff();
    }

    @Override
    public void closeApart() {
        stream.closeApart();
    }

    @Override
    public void left() {
        journal.leave();
    }

    @Override
    public void vacated() {
        registry.vacated(stream);
    }

    @Override
    public void out() {
        registry.out();
    }
}
