package org.cqrsjakarta.it.clients;

import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** Counts, and breaks where it is asked to. */
@StreamingHandler
public class LiveCount implements StreamingRequestHandler<Count, Counted> {

    @Inject
    private Pace pace;

    @Override
    public Stream<Counted> handle(Count request) {
        return pace.numbers(request).peek(counted -> {
            if (counted.number() > request.breaksAt()) {
                throw new SourceGone();
            }
        });
    }
}
