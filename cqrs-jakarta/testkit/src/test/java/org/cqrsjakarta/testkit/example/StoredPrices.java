package org.cqrsjakarta.testkit.example;

import jakarta.inject.Inject;
import java.io.IOException;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamingRequestHandler;

@Fallback(of = LivePrices.class, applyOn = IOException.class, continuation = Continuation.DISTINCT)
public class StoredPrices implements StreamingRequestHandler<StreamPrices, Price> {
    @Inject
    PriceTable table;

    @Override
    public Stream<Price> handle(StreamPrices request) {
        return table.today(request.symbol());
    }
}
