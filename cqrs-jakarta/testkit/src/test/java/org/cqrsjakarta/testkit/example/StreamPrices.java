package org.cqrsjakarta.testkit.example;

import org.cqrsjakarta.StreamRequest;

public record StreamPrices(String symbol) implements StreamRequest<Price> {}
