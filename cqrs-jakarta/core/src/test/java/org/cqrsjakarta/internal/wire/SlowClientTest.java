package org.cqrsjakarta.internal.wire;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

class SlowClientTest {

    private static final Duration WRITE_TIMEOUT = ofSeconds(60);
    private static final int BYTES_PER_SECOND = 64 * 1024;
    private static final int ITEM = 8 * 1024 * 1024;

    private final ManualTime time = new ManualTime();
    private final LiveResponses responses =
            new LiveResponses(time, Threads.VIRTUAL, new ResponseRules(ofSeconds(15), WRITE_TIMEOUT, ofSeconds(2)));

    /** Half a megabit a second, without a pause. */
    private final class SlowLine extends OutputStream {

        private volatile long received;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int some = Math.min(length - done, BYTES_PER_SECOND / 100);
                time.advance(ofMillis(Math.max(1, 1000L * some / BYTES_PER_SECOND)));
                if (Thread.interrupted()) {
                    throw new InterruptedIOException("given up after " + received + " bytes");
                }
                done += some;
                received += some;
            }
        }
    }

    @Test
    void aLargeItemArrivesAtAClientThatReadsSlowlyAllTheTime() throws Exception {
        SlowLine line = new SlowLine();
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        responses.serve("slow", new FakeResponse(line, false), Form.LINES, new Frames() {
            @Override
            public void begin(Bell bell) {}

            @Override
            public Next take(FrameBuffer into) {
                into.add(new byte[ITEM]);
                return Next.END;
            }

            @Override
            public boolean isShortOf(int bytes) {
                return false;
            }

            @Override
            public void over(boolean all) {
                written.complete(all);
            }
        });
        assertThat(written.get(20, TimeUnit.SECONDS))
                .as("written, of %s bytes %s", ITEM, line.received)
                .isTrue();
        assertThat(line.received).isEqualTo(ITEM);
    }
}
