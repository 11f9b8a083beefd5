package org.cqrsjakarta.it.contexts;

import jakarta.enterprise.context.RequestScoped;

/** Lives as long as a request context does. */
@RequestScoped
public class Seen {

    private int times;

    public int again() {
        return ++times;
    }
}
