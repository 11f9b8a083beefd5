package com.acme.shop;

import org.cqrsjakarta.StreamRequest;

public record StreamPrices(String symbol) implements StreamRequest<Price> {}
