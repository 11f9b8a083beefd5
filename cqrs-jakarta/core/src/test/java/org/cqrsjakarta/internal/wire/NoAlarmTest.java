package org.cqrsjakarta.internal.wire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.internal.wire.LiveResponses.Served;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;
import org.junit.jupiter.api.Test;

/** The clock cannot set an alarm, as where its own thread cannot be started. */
class NoAlarmTest {

    private final ManualTime clock = new ManualTime();

    private final Time time = new Time() {
        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public Alarm schedule(Duration delay, Runnable task) {
            throw new OutOfMemoryError("unable to create native thread");
        }
    };

    @Test
    void aResponseThatNobodyCanLookAfterIsOver() throws Exception {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        LiveResponses responses =
                new LiveResponses(time, Threads.VIRTUAL, new ResponseRules(ofSeconds(15), ofSeconds(60), ofSeconds(2)));
        Served served = responses.serve(
                "test", new FakeResponse(OutputStream.nullOutputStream(), false), Form.EVENTS, new Frames() {
                    @Override
                    public void begin(Bell bell) {}

                    @Override
                    public Next take(FrameBuffer into) {
                        return Next.END;
                    }

                    @Override
                    public boolean isShortOf(int bytes) {
                        return false;
                    }

                    @Override
                    public void over(boolean written) {
                        over.complete(written);
                    }
                });
        assertThat(over.get(20, TimeUnit.SECONDS)).isNotNull();
        served.out().get(20, TimeUnit.SECONDS);
        assertThat(responses.watch().all()).isEmpty();
    }
}
