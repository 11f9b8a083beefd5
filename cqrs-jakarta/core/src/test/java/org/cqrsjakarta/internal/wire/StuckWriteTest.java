package org.cqrsjakarta.internal.wire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that waits for its client, and does not hear of interrupts. */
class StuckWriteTest {

    private static final Duration WRITE_TIMEOUT = ofSeconds(60);

    private final ManualTime clock = new ManualTime();
    private final AtomicInteger alarms = new AtomicInteger();
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch patience = new CountDownLatch(1);

    private final Time time = new Time() {
        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public Alarm schedule(Duration delay, Runnable task) {
            alarms.incrementAndGet();
            return clock.schedule(delay, task);
        }
    };

    private final OutputStream deaf = new OutputStream() {
        @Override
        public void write(int b) {
            writing.countDown();
            boolean waits = true;
            while (waits) {
                try {
                    patience.await();
                    waits = false;
                } catch (InterruptedException e) {
                    // Goes on waiting.
                }
            }
        }
    };

    @AfterEach
    void letItGo() {
        patience.countDown();
    }

    @Test
    void whatWasGivenUpIsNotLookedAtAllTheTime() throws Exception {
        LiveResponses responses =
                new LiveResponses(time, Threads.VIRTUAL, new ResponseRules(ofSeconds(15), WRITE_TIMEOUT, ofSeconds(2)));
        responses.serve("deaf", new FakeResponse(deaf, false), Form.EVENTS, new Frames() {
            @Override
            public void begin(Bell bell) {}

            @Override
            public Next take(FrameBuffer into) {
                return Next.LATER;
            }

            @Override
            public boolean isShortOf(int bytes) {
                return true;
            }

            @Override
            public void over(boolean written) {}
        });
        assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();
        clock.advance(WRITE_TIMEOUT.plus(ofSeconds(30)));
        int before = alarms.get();
        clock.advance(ofSeconds(10));
        assertThat(alarms.get() - before).as("alarms in ten seconds").isLessThan(1_000);
    }
}
