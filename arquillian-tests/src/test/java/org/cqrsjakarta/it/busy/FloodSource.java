package org.cqrsjakarta.it.busy;

import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** Never short of items. */
@StreamingHandler
public class FloodSource implements StreamingRequestHandler<Flood, String> {

    private static final String ITEM = "x".repeat(100);

    @Override
    public Stream<String> handle(Flood request) {
        return Stream.generate(() -> ITEM);
    }
}
