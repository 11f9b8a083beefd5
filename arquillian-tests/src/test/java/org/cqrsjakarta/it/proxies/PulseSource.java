package org.cqrsjakarta.it.proxies;

import jakarta.inject.Inject;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamingHandler;

/** Each item is the time at which it was made, in milliseconds. */
@StreamingHandler
public class PulseSource implements EmittingRequestHandler<Pulses, Long> {

    @Inject
    private OpenPulses open;

    @Override
    public void handle(Pulses request, Emitter<Long> emitter) throws Exception {
        open.begin();
        try {
            for (int i = 0; i < request.count(); i++) {
                if (i > 0) {
                    Thread.sleep(request.gapMillis());
                }
                emitter.emit(System.currentTimeMillis());
            }
            Thread.sleep(request.silenceMillis());
        } finally {
            open.end();
        }
    }
}
