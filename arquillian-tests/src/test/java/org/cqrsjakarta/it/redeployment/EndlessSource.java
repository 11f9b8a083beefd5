package org.cqrsjakarta.it.redeployment;

import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamingHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Counts, behind a circuit, as that brings timers and threads of its own. */
@StreamingHandler
@CircuitBreaker
public class EndlessSource implements EmittingRequestHandler<Endless, Long> {

    @Override
    public void handle(Endless request, Emitter<Long> emitter) throws Exception {
        for (long i = 0; ; i++) {
            emitter.emit(i);
            Thread.sleep(request.gapMillis());
        }
    }
}
