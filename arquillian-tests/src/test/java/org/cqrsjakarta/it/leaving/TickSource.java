package org.cqrsjakarta.it.leaving;

import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Ticks for as long as anyone listens; the circuit opens at the first failure. */
@StreamingHandler
@CircuitBreaker(requestVolumeThreshold = 1, failureRatio = 1.0, delay = 200, delayUnit = ChronoUnit.MILLIS)
public class TickSource implements StreamingRequestHandler<Ticks, Integer> {

    @Inject
    private Account account;

    @Override
    public Stream<Integer> handle(Ticks request) {
        if (request.fails()) {
            throw new IllegalStateException("asked to fail");
        }
        account.opened();
        AtomicInteger tick = new AtomicInteger();
        return Stream.generate(() -> {
                    int next = tick.incrementAndGet();
                    if (next > 1) {
                        pause(request.gapMillis() < 0 ? Long.MAX_VALUE : request.gapMillis());
                    }
                    return next;
                })
                .onClose(account::closed);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
