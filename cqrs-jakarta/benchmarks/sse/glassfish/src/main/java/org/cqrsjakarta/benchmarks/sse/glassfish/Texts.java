package org.cqrsjakarta.benchmarks.sse.glassfish;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.benchmarks.sse.workload.Pace;

@StreamingHandler
public class Texts implements StreamingRequestHandler<StreamTexts, String> {

    @Override
    public Stream<String> handle(StreamTexts request) {
        Pace pace = request.workload().pace();
        String text = request.workload().text();
        return IntStream.rangeClosed(1, request.workload().events()).mapToObj(number -> {
            pace.await();
            return text;
        });
    }
}
