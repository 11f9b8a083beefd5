package org.cqrsjakarta.benchmarks.sse.glassfish;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.benchmarks.sse.workload.Pace;
import org.cqrsjakarta.benchmarks.sse.workload.Reading;

@StreamingHandler
public class Readings implements StreamingRequestHandler<StreamReadings, Reading> {

    @Override
    public Stream<Reading> handle(StreamReadings request) {
        Pace pace = request.workload().pace();
        return IntStream.rangeClosed(1, request.workload().events()).mapToObj(number -> {
            pace.await();
            return Reading.at(number);
        });
    }
}
