package org.cqrsjakarta.it.contexts;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;

/** A stream between two requests. */
@ApplicationScoped
public class Kept {

    private Iterator<String> items;

    public synchronized void keep(Iterator<String> opened) {
        items = opened;
    }

    public synchronized String takeNext() {
        return items.hasNext() ? items.next() : "end";
    }
}
