package com.acme.shop;

import jakarta.inject.Inject;
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
    public Stream<Price> handle(StreamPrices request) {
        return exchange.prices(request.symbol());
    }
}
