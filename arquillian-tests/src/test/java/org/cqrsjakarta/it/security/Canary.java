package org.cqrsjakarta.it.security;

/** Nothing here uses it: only a client's word could. */
public class Canary {

    public String name;

    static {
        Cage.opened();
    }

    public Canary() {
        Cage.opened();
    }
}
