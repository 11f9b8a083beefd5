package org.cqrsjakarta.testkit.example;

import java.util.stream.Stream;

public interface Connection {
    Stream<Price> prices();

    void close();
}
