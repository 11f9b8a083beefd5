package org.cqrsjakarta.it.clients;

/** The primary's end. */
public class SourceGone extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SourceGone() {
        super("asked to");
    }
}
