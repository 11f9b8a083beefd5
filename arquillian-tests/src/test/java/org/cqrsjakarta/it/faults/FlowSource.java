package org.cqrsjakarta.it.faults;

import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Flows without end; the circuit opens at the first failure, and closes again at the first success. */
@StreamingHandler
@CircuitBreaker(requestVolumeThreshold = 1, failureRatio = 1.0, delay = 200, delayUnit = ChronoUnit.MILLIS)
public class FlowSource implements StreamingRequestHandler<Flow, String> {

    static final int SIZE = 4_000;

    private static final long STEADY_MILLIS = 200;

    @Inject
    private Account account;

    @Override
    public Stream<String> handle(Flow request) {
        if (request.kind() == Flow.Kind.BROKEN) {
            throw new IllegalStateException("asked to fail");
        }
        account.opened();
        String item = "x".repeat(SIZE);
        AtomicInteger given = new AtomicInteger();
        return Stream.generate(() -> {
                    if (given.getAndIncrement() > 0) {
                        pause(request.kind());
                    }
                    return item;
                })
                .onClose(account::closed);
    }

    private static void pause(Flow.Kind kind) {
        try {
            switch (kind) {
                case STEADY -> Thread.sleep(STEADY_MILLIS);
                case SILENT -> Thread.sleep(Long.MAX_VALUE);
                default -> {}
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
