package org.cqrsjakarta.it.refused;

import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamingRequestHandler;

/** Stands in for what is no handler. */
@Fallback(of = String.class)
public class OfNothing implements StreamingRequestHandler<Ask, String> {

    @Override
    public Stream<String> handle(Ask request) {
        return Stream.empty();
    }
}
