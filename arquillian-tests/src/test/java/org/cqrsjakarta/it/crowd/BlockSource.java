package org.cqrsjakarta.it.crowd;

import jakarta.inject.Inject;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** Always has the next block. */
@StreamingHandler
public class BlockSource implements StreamingRequestHandler<Blocks, String> {

    @Inject
    private Silence silence;

    @Override
    public Stream<String> handle(Blocks request) {
        return IntStream.range(0, Blocks.COUNT).mapToObj(i -> {
            silence.count();
            return "x".repeat(Blocks.SIZE);
        });
    }
}
