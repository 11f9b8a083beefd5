package org.cqrsjakarta.it.http2;

import jakarta.inject.Inject;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamingHandler;

/** Says that it is there, waits for the others, and then sends without a pause. */
@StreamingHandler
public class TogetherSource implements EmittingRequestHandler<Together, String> {

    @Inject
    private Rounds rounds;

    @Override
    public void handle(Together request, Emitter<String> emitter) throws Exception {
        Rounds.Round round = rounds.of(request);
        round.enter();
        try {
            emitter.emit("here");
            round.awaitTheOthers(request.patience());
            for (int i = 0; i < request.items(); i++) {
                emitter.emit("x".repeat(request.size()));
            }
        } finally {
            round.leave();
        }
    }
}
