package org.cqrsjakarta.inspector.protocol;

import org.cqrsjakarta.inspector.text.Printable;

/** What came is no message of the protocol. The message says what was found and what is right. */
public class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int MOST_SHOWN = 500;

    private final String words;

    /**
     * Says what was found.
     *
     * @param words for a human; may hold what others have said, as they said it
     */
    MalformedMessageException(String words) {
        super(Printable.of(words, MOST_SHOWN));
        this.words = Printable.of(words, MOST_SHOWN);
    }

    /** What was found and what is right, for a human, in one line that is fit to be shown. */
    public final String words() {
        return words;
    }
}
