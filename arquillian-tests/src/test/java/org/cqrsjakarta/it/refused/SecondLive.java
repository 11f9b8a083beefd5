package org.cqrsjakarta.it.refused;

import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** The other primary for the same request. */
@StreamingHandler
public class SecondLive implements StreamingRequestHandler<Ask, String> {

    @Override
    public Stream<String> handle(Ask request) {
        return Stream.empty();
    }
}
