package org.cqrsjakarta.it.crowd;

import jakarta.inject.Inject;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamingHandler;

/** Says one thing and is silent. */
@StreamingHandler
public class IdleSource implements EmittingRequestHandler<Idle, String> {

    @Inject
    private Silence silence;

    @Override
    public void handle(Idle request, Emitter<String> emitter) {
        Runnable toTheEnd = silence.join();
        emitter.emit("here");
        toTheEnd.run();
    }
}
