package org.cqrsjakarta.it.clients;

import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamingRequestHandler;

/** Counts to the end. */
@Fallback(of = LiveCount.class, applyOn = SourceGone.class, continuation = Continuation.SKIP_DELIVERED)
public class StoredCount implements StreamingRequestHandler<Count, Counted> {

    @Inject
    private Pace pace;

    @Override
    public Stream<Counted> handle(Count request) {
        return pace.numbers(request);
    }
}
