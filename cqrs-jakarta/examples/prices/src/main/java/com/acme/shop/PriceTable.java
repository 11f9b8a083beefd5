package com.acme.shop;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** In the place of your database: it has all five. */
@ApplicationScoped
public class PriceTable {
    public Stream<Price> today(String symbol) {
        return IntStream.rangeClosed(1, 5).mapToObj(n -> new Price(symbol + "-" + n, 100 + n));
    }
}
