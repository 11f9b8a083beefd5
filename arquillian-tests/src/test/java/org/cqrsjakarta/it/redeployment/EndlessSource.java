package org.cqrsjakarta.it.redeployment;

import java.util.concurrent.atomic.AtomicLong;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamingHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Counts, behind a circuit, as that brings timers and threads of its own. */
@StreamingHandler
@CircuitBreaker
public class EndlessSource implements EmittingRequestHandler<Endless, String> {

    private static final AtomicLong PADDED = new AtomicLong();

    /** How many padded numbers were given, in all. */
    static long padded() {
        return PADDED.get();
    }

    @Override
    public void handle(Endless request, Emitter<String> emitter) throws Exception {
        String padding = "x".repeat(request.padding());
        for (long i = 0; ; i++) {
            emitter.emit(i + padding);
            if (request.padding() > 0) {
                PADDED.incrementAndGet();
            }
            Thread.sleep(request.gapMillis());
        }
    }
}
