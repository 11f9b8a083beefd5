package org.cqrsjakarta.internal.sse;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

/** What clients are told when the application stops: they come back when another instance may have taken over. */
final class StoppingNotice {

    static final String WORDS = "the application stops";

    private StoppingNotice() {}

    /**
     * Makes the notice.
     *
     * @param retry how long its clients wait before they come back
     */
    static byte[] frame(Duration retry) {
        var notice = new ByteArrayOutputStream();
        notice.writeBytes(FrameEncoder.comment(WORDS));
        notice.writeBytes(FrameEncoder.retry(retry.toMillis()));
        return notice.toByteArray();
    }
}
