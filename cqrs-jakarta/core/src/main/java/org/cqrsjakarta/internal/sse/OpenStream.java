package org.cqrsjakarta.internal.sse;

import java.util.function.Function;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveredRun;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.Ending;
import org.cqrsjakarta.internal.delivery.HeldDelivery;
import org.cqrsjakarta.internal.delivery.Production;
import org.cqrsjakarta.internal.delivery.ResumptionRules;
import org.cqrsjakarta.internal.delivery.StoppingNotice;
import org.cqrsjakarta.internal.delivery.StreamKey;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.rest.StreamSummary;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One stream that outlives its responses. What produces it writes frames into its journal, and responses read from there;
 * while there is none, the stream is held for its client to come back. {@link AudienceGate} has the states.
 */
final class OpenStream implements HeldDelivery {

    private final DeliveryContext delivery;
    private final StreamKey key;
    private final Production run;
    private final Journal journal;
    private final JournalOutlet outlet;
    private final AudienceGate audience = new AudienceGate();

    /**
     * Prepares a stream.
     *
     * @param delivery   what all streams of the application share
     * @param key        whose stream of what it is
     * @param from       how many items its client has got already
     * @param production gives what is to produce it for this outlet
     */
    OpenStream(
            DeliveryContext delivery,
            StreamKey key,
            long from,
            Function<? super JournalOutlet, Production> production) {
        this.delivery = delivery;
        this.key = key;
        ResumptionRules rules = delivery.rules().resumption();
        this.journal = new Journal(
                rules.kept(), rules.bytes(), rules.ahead(), from, delivery.space(), key.owner(), delivery.time());
        this.outlet = new JournalOutlet(this, delivery.registry());
        this.run = production.apply(outlet);
    }

    /** One that this node produces. */
    static <R> OpenStream of(
            DeliveryContext delivery, StreamKey key, Chain<R> chain, StreamContext context, long from) {
        return new OpenStream(
                delivery,
                key,
                from,
                outlet -> new DeliveredRun<>(delivery, chain, key.request(), context, from, outlet));
    }

    /** Where it is written to. */
    JournalOutlet outlet() {
        return outlet;
    }

    /** Its frames. */
    Journal journal() {
        return journal;
    }

    @Override
    public String id() {
        return run.id();
    }

    @Override
    public String address() {
        return run.address();
    }

    @Override
    public StreamKey key() {
        return key;
    }

    @Override
    public long position() {
        return run.position();
    }

    /** What was delivered up to now, of a stream that has not come to its end. */
    StreamSummary summary() {
        return run.summary();
    }

    /** How it has ended; {@code null} if it has not. */
    @Nullable
    Ending ending() {
        return audience.ending();
    }

    @Override
    public boolean hasEnded() {
        return ending() != null;
    }

    @Override
    public boolean tellsItsEnd() {
        return audience.now() instanceof Audience.Ended;
    }

    @Override
    public boolean reaches(long position) {
        return position <= run.position() && journal.reaches(position);
    }

    @Override
    public boolean isListenedTo() {
        return audience.isListenedTo();
    }

    /**
     * A response begins to read, unless what it needs is not here any more.
     *
     * @param bell wakes it
     */
    void attach(Listener next, Bell bell) {
        AudienceGate.Change change = audience.attach(next);
        if (change.isNone()) {
            return;
        }
        next.reads(journal.read(next.from(), bell));
        change.gaveWay().forEach(Listener::cut);
        if (change.begins()) {
            run.start();
        } else if (change.comesBack()) {
            tellWhetherHeld();
        }
    }

    /** A response is over. If no other one listens, the stream is held for its client, or closed. */
    void lose(Listener gone) {
        JournalReader reading = gone.reader();
        if (reading != null) {
            reading.close();
        }
        AudienceGate.Change change = audience.lose(gone, heldUntil(), run.asLeft());
        if (change.holds()) {
            tellWhetherHeld();
        } else {
            afterwards(change);
        }
    }

    /** Whether nothing of it is wanted any more. */
    boolean isGone() {
        return audience.now() instanceof Audience.Gone;
    }

    @Override
    public boolean isElsewhere() {
        return run.isElsewhere();
    }

    private @Nullable Long heldUntil() {
        return run.isElsewhere() ? null : delivery.registry().heldUntil();
    }

    /** Tells run and registry whether it is held: again where that has changed meanwhile, so that the last one tells last. */
    private void tellWhetherHeld() {
        Audience told;
        do {
            told = audience.now();
            Long until = AudienceGate.heldUntil(told);
            run.held(until != null);
            if (until != null) {
                delivery.registry().hold(this, until);
            } else if (told instanceof Audience.Gone) {
                delivery.registry().forget(this);
            } else {
                delivery.registry().attached(this);
            }
        } while (audience.now() != told);
    }

    /** Nobody comes back: the handlers are released, and nothing is kept. */
    @Override
    public void close() {
        AudienceGate.Change change = audience.close(run.asLeft());
        if (!change.isNone()) {
            release();
            run.close(!change.begins());
        }
    }

    @Override
    public boolean makeWay() {
        afterwards(audience.makeWay(run.asLeft()));
        return !isListenedTo();
    }

    @Override
    public void expire() {
        afterwards(audience.expire(delivery.time().nanos(), run.asLeft()));
    }

    @Override
    public void closeApart() {
        afterwards(audience.close(run.asLeft()));
    }

    /** It may be over now: what it holds is given back, without keeping this thread. */
    private void afterwards(AudienceGate.Change change) {
        if (!change.closes()) {
            return;
        }
        release();
        boolean ran = change.from() instanceof Audience.Ended || change.from() instanceof Audience.Over;
        if (!ran) {
            delivery.threads().startOrRun("cqrs-leave-" + run.id(), () -> run.close(!change.begins()));
        }
    }

    /** Gives back what it holds beside its run. */
    void release() {
        outlet.end();
        journal.cut();
        delivery.registry().forget(this);
    }

    /** The application stops: a client that listens is told, and others have no time to come back. */
    @Override
    public void drain() {
        if (isListenedTo()) {
            journal.event(
                    run.position(), StoppingNotice.frame(delivery.rules().stop().retry()), Kind.EVENT);
        } else {
            close();
        }
    }

    /** Its handlers come to their end: before the last frame is there. What it returns is to be {@linkplain #ended told} after. */
    AudienceGate.Change ends(Ending ending) {
        return audience.end(ending, heldUntil());
    }

    /** The last frame is there. */
    void ended(AudienceGate.Change change) {
        if (change.holds()) {
            tellWhetherHeld();
        } else if (change.to() instanceof Audience.Gone) {
            release();
        }
    }
}
