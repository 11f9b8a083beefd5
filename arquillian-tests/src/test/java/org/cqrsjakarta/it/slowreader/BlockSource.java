package org.cqrsjakarta.it.slowreader;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** Always has the next block. */
@StreamingHandler
public class BlockSource implements StreamingRequestHandler<Blocks, String> {

    @Override
    public Stream<String> handle(Blocks request) {
        return IntStream.range(0, Blocks.COUNT).mapToObj(i -> "x".repeat(Blocks.SIZE));
    }
}
