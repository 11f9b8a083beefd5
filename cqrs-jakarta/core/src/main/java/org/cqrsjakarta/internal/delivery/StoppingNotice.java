package org.cqrsjakarta.internal.delivery;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.cqrsjakarta.internal.wire.FrameEncoder;

/** What clients are told when the application stops: they come back when another instance may have taken over. */
public final class StoppingNotice {

    /** For a sink, which writes no time without data. */
    public static final String WORDS = "the application stops";

    private StoppingNotice() {}

    /**
     * Makes the notice.
     *
     * @param retry how long its clients wait before they come back
     */
    public static byte[] frame(Duration retry) {
        var notice = new ByteArrayOutputStream();
        notice.writeBytes(FrameEncoder.comment(WORDS));
        notice.writeBytes(FrameEncoder.retry(retry.toMillis()));
        return notice.toByteArray();
    }
}
