package org.cqrsjakarta.testkit.example;

import java.util.stream.Stream;

public interface PriceTable {
    Stream<Price> today(String symbol);
}
