package org.cqrsjakarta.it.security;

/** What the fallback stands in for. */
public class SourceGone extends Exception {

    private static final long serialVersionUID = 1L;

    public SourceGone() {
        super("the source is gone");
    }
}
