package org.cqrsjakarta.internal.wire;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.lang.reflect.Field;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The machine has no thread for an alarm, once: as where a container's limit of threads is reached for a moment. */
class LostAlarmTest {

    private final SystemTime time = new SystemTime();
    private final AtomicInteger failures = new AtomicInteger();

    @BeforeEach
    void noThreadForTheFirst() throws ReflectiveOperationException {
        Field field = SystemTime.class.getDeclaredField("ringing");
        field.setAccessible(true);
        ThreadPoolExecutor ringing = (ThreadPoolExecutor) field.get(time);
        ThreadFactory usual = ringing.getThreadFactory();
        ringing.setThreadFactory(task -> {
            if (failures.getAndIncrement() == 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return usual.newThread(task);
        });
    }

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void anAlarmForWhichThereIsNoThreadRingsAllTheSame() throws Exception {
        CompletableFuture<Void> rung = new CompletableFuture<>();
        time.schedule(ofMillis(1), () -> rung.complete(null));
        assertThat(rung.get(20, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void heartbeatsGoOnWhenThereAreThreadsAgain() {
        LiveResponses responses =
                new LiveResponses(time, Threads.VIRTUAL, new ResponseRules(ofMillis(200), ofSeconds(60), ofSeconds(2)));
        Client first = new Client();
        responses.serve("first", new FakeResponse(first, false), Form.EVENTS, new Silence());
        until(() -> failures.get() > 0, () -> "the alarm has found no thread");
        Client second = new Client();
        responses.serve("second", new FakeResponse(second, false), Form.EVENTS, new Silence());
        second.await("retry: 2000\n");
        first.await(":\n:\n");
        second.await(":\n:\n");
    }

    /** Nothing comes, and nothing ends. */
    private static final class Silence implements Frames {

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
    }
}
