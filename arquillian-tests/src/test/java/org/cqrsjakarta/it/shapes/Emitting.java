package org.cqrsjakarta.it.shapes;

import jakarta.inject.Inject;
import java.io.IOException;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamingHandler;

/** Runs where it is consumed, or on a thread of its own when pulled item by item. */
@StreamingHandler
public class Emitting implements EmittingRequestHandler<AskAll, String> {

    @Inject
    private Witness witness;

    @Inject
    private DomainEvents events;

    @Override
    public void handle(AskAll request, Emitter<String> emitter) throws IOException {
        events.raise(new Mentioned("emitting"));
        events.raise(new Mentioned("emitting"));
        emitter.emit(witness.see("emitting"));
        throw new IOException("enough");
    }
}
