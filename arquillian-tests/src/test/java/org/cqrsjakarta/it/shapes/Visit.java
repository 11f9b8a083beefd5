package org.cqrsjakarta.it.shapes;

import jakarta.enterprise.context.RequestScoped;

/** Needs a request context. */
@RequestScoped
public class Visit {

    private int touched;

    int touch() {
        return ++touched;
    }
}
