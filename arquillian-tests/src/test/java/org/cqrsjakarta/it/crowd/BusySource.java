package org.cqrsjakarta.it.crowd;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamingHandler;

/** Never stops. */
@StreamingHandler
public class BusySource implements EmittingRequestHandler<Busy, Long> {

    @Override
    public void handle(Busy request, Emitter<Long> emitter) throws InterruptedException {
        while (true) {
            emitter.emit(MICROS.between(Instant.EPOCH, Instant.now()));
            Thread.sleep(Busy.EVERY_MILLIS);
        }
    }
}
