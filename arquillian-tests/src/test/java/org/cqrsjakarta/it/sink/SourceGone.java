package org.cqrsjakarta.it.sink;

/** What the fallback stands in for. */
public class SourceGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SourceGone() {
        super("the source is gone");
    }
}
