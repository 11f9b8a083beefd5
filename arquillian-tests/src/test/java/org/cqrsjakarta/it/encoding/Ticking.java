package org.cqrsjakarta.it.encoding;

import java.util.concurrent.CountDownLatch;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamingHandler;

/** Counts, and waits for ever where it is asked to. */
@StreamingHandler
public class Ticking implements EmittingRequestHandler<Ticks, Integer> {

    @Override
    public void handle(Ticks request, Emitter<Integer> emitter) throws Exception {
        for (int i = 1; i <= request.count(); i++) {
            emitter.emit(i);
            if (request.silence()) {
                new CountDownLatch(1).await();
            }
        }
    }
}
