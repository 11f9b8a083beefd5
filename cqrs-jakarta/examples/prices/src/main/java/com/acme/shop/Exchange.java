package com.acme.shop;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** In the place of your source: after three prices, its connection is lost. */
@ApplicationScoped
public class Exchange {
    public Stream<Price> prices(String symbol) {
        return IntStream.rangeClosed(1, 5).mapToObj(n -> {
            if (n > 3) {
                throw new UncheckedIOException(new ConnectException("connection lost"));
            }
            return new Price(symbol + "-" + n, 100 + n);
        });
    }
}
