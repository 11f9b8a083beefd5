package org.cqrsjakarta.it.flight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** Fails after the second. */
@StreamingHandler
public class Broken implements StreamingRequestHandler<Numbers, Integer> {

    @Override
    public Stream<Integer> handle(Numbers request) {
        return Stream.iterate(1, number -> number + 1).peek(number -> {
            if (number > 2) {
                throw new UncheckedIOException(new IOException("broken"));
            }
        });
    }
}
