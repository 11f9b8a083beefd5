package org.cqrsjakarta.internal.sse;

import java.io.ByteArrayOutputStream;

/** What clients are told when the application stops: they come back when another instance may have taken over. */
final class StoppingNotice {

    static final int RETRY_AFTER_SECONDS = 5;
    static final String WORDS = "the application stops";

    private StoppingNotice() {}

    static byte[] frame() {
        var notice = new ByteArrayOutputStream();
        notice.writeBytes(FrameEncoder.comment(WORDS));
        notice.writeBytes(FrameEncoder.retry(RETRY_AFTER_SECONDS * 1000L));
        return notice.toByteArray();
    }
}
