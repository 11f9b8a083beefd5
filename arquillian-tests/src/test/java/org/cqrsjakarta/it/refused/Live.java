package org.cqrsjakarta.it.refused;

import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** One primary. */
@StreamingHandler
public class Live implements StreamingRequestHandler<Ask, String> {

    @Override
    public Stream<String> handle(Ask request) {
        return Stream.empty();
    }
}
