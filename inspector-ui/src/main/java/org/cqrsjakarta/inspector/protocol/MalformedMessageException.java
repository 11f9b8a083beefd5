package org.cqrsjakarta.inspector.protocol;

/** What came is no message of the protocol. The message says what was found and what is right. */
public class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String words;

    /**
     * Says what was found.
     *
     * @param words for a human
     */
    MalformedMessageException(String words) {
        super(words);
        this.words = words;
    }

    /** What was found and what is right, for a human. */
    public final String words() {
        return words;
    }
}
