package org.cqrsjakarta.it.shapes;

import jakarta.inject.Inject;
import java.io.IOException;
import java.util.stream.Stream;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.StreamingRequestHandler;

/** Always runs on a thread of its own. */
@Fallback(of = Emitting.class)
@StreamTimeout(idle = 20_000)
public class Limited implements StreamingRequestHandler<AskAll, String> {

    @Inject
    private Witness witness;

    @Inject
    private DomainEvents events;

    @Override
    public Stream<String> handle(AskAll request) {
        return Stream.of(1, 2).map(i -> {
            if (i == 2) {
                throw new java.io.UncheckedIOException(new IOException("enough"));
            }
            events.raise(new Mentioned("limited"));
            return witness.see("limited");
        });
    }
}
