package org.cqrsjakarta.it.busy;

import java.util.concurrent.CountDownLatch;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.StreamingHandler;

/** Gives nothing, and is left when its alarm rings. */
@StreamingHandler
@StreamTimeout(firstItem = Ring.AFTER_MILLIS)
public class HangingSource implements EmittingRequestHandler<Ring, Long> {

    @Override
    public void handle(Ring request, Emitter<Long> emitter) throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
