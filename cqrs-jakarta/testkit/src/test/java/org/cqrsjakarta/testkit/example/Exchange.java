package org.cqrsjakarta.testkit.example;

import java.io.IOException;

public interface Exchange {
    Connection connect(String symbol) throws IOException;
}
