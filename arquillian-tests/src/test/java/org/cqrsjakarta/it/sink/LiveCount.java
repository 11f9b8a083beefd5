package org.cqrsjakarta.it.sink;

import jakarta.inject.Inject;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** Counts, and breaks where it is asked to. */
@StreamingHandler
public class LiveCount implements StreamingRequestHandler<Count, Number> {

    @Inject
    private Account account;

    @Override
    public Stream<Number> handle(Count request) {
        account.opened();
        return IntStream.rangeClosed(1, request.items())
                .mapToObj(number -> next(request, number))
                .onClose(account::closed);
    }

    private Number next(Count request, int number) {
        if (request.breaksAt() >= 0 && number > request.breaksAt()) {
            throw new SourceGone();
        }
        if (number > 1 && request.gapMillis() != 0) {
            pause(request.gapMillis() < 0 ? Long.MAX_VALUE : request.gapMillis());
        }
        account.produced();
        return Number.of(number, request.padding());
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
