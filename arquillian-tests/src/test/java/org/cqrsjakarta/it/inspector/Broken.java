package org.cqrsjakarta.it.inspector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Fails after the second; too seldom for its circuit to open. */
@StreamingHandler
@CircuitBreaker(requestVolumeThreshold = 1000)
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
