package org.cqrsjakarta.it.busy;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamingRequestHandler;

/** Says how many microseconds it took until it began. */
@Fallback(of = HangingSource.class)
public class RungSource implements StreamingRequestHandler<Ring, Long> {

    @Override
    public Stream<Long> handle(Ring request) {
        return Stream.of(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - request.askedNanos()));
    }
}
