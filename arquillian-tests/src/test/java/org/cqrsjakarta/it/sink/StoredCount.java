package org.cqrsjakarta.it.sink;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamingRequestHandler;

/** Counts to the end, and fails there if it is asked to. */
@Fallback(of = LiveCount.class, applyOn = SourceGone.class, continuation = Continuation.SKIP_DELIVERED)
public class StoredCount implements StreamingRequestHandler<Count, Number> {

    @Override
    public Stream<Number> handle(Count request) {
        return IntStream.rangeClosed(1, request.items() + (request.fails() ? 1 : 0))
                .mapToObj(number -> {
                    if (number > request.items()) {
                        throw new IllegalStateException("asked to fail");
                    }
                    return Number.of(number, request.padding());
                });
    }
}
