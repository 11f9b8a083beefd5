package org.cqrsjakarta.testkit.example;

import jakarta.inject.Inject;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

@StreamingHandler
@CircuitBreaker(requestVolumeThreshold = 3, failureRatio = 1.0, delay = 30, delayUnit = ChronoUnit.SECONDS)
public class LivePrices implements StreamingRequestHandler<StreamPrices, Price> {
    @Inject
    Exchange exchange;

    @Override
    public Stream<Price> handle(StreamPrices request) throws IOException {
        Connection connection = exchange.connect(request.symbol());
        return connection.prices().onClose(connection::close);
    }
}
