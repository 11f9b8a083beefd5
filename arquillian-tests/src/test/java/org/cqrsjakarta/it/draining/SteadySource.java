package org.cqrsjakarta.it.draining;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** A number every 50 ms. */
@StreamingHandler
public class SteadySource implements StreamingRequestHandler<Steady, Integer> {

    private static final long GAP_MILLIS = 50;

    @Override
    public Stream<Integer> handle(Steady request) {
        Stream<Integer> numbers = IntStream.iterate(1, number -> number + 1).mapToObj(SteadySource::afterGap);
        return request.count() == 0 ? numbers : numbers.limit(request.count());
    }

    private static Integer afterGap(int number) {
        try {
            Thread.sleep(GAP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return number;
    }
}
