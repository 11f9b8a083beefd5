package com.acme.shop;

import org.cqrsjakarta.Keyed;

public record Price(String id, double value) implements Keyed {
    @Override
    public Object key() {
        return id;
    }
}
