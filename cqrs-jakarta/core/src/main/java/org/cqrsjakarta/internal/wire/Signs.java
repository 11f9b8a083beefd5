package org.cqrsjakarta.internal.wire;

import java.time.Duration;

/** What a response has beside its content. */
final class Signs {

    /** Of lines: an empty one is a comment. */
    static final Signs OF_LINES = new Signs(new byte[0], new byte[] {'\n'});

    private final byte[] beginning;
    private final byte[] comment;

    /**
     * Creates them.
     *
     * @param beginning goes out first
     * @param comment   goes out after a silence, and means nothing
     */
    Signs(byte[] beginning, byte[] comment) {
        this.beginning = beginning;
        this.comment = comment;
    }

    /** Of events: how long clients wait before they come back, and a comment. */
    static Signs ofEvents(Duration retry) {
        return new Signs(FrameEncoder.retry(retry.toMillis()), FrameEncoder.COMMENT);
    }

    void addBeginningTo(FrameBuffer frames) {
        frames.add(beginning);
    }

    void addCommentTo(FrameBuffer frames) {
        frames.add(comment);
    }
}
