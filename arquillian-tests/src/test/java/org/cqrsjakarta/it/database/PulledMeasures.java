package org.cqrsjakarta.it.database;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** As the guide says that it does not work, and as the deployment warns (CQRS00182). */
@StreamingHandler
public class PulledMeasures implements StreamingRequestHandler<StreamMeasuresTooLate, String> {

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Transaction transaction;

    @Override
    @Transactional
    public Stream<String> handle(StreamMeasuresTooLate request) {
        String called = transaction.state();
        return IntStream.rangeClosed(1, 3).mapToObj(id -> id + " " + called + " then " + transaction.state());
    }
}
