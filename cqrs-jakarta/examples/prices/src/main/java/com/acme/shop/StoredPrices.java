package com.acme.shop;

import jakarta.inject.Inject;
import java.io.IOException;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback; // ours: MicroProfile has another one of this name
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
