package org.cqrsjakarta.it.faults;

import org.cqrsjakarta.StreamRequest;

/** Asks for a flow of items. */
public record Flow(Kind kind) implements StreamRequest<String> {

    /** How it flows. */
    public enum Kind {
        /** The next item is always there. */
        BUSY,
        /** An item five times a second. */
        STEADY,
        /** One item, and then none for as long as anyone listens. */
        SILENT,
        /** It fails before its first item. */
        BROKEN
    }
}
