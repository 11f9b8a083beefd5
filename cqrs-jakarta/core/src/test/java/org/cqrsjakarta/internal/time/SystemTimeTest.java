package org.cqrsjakarta.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemTimeTest {

    private static final InheritableThreadLocal<String> CALLER = new InheritableThreadLocal<>();

    private record Seen(String caller, ClassLoader loader, boolean virtual) {}

    private static Seen seen() {
        return new Seen(
                CALLER.get(),
                Thread.currentThread().getContextClassLoader(),
                Thread.currentThread().isVirtual());
    }

    @Test
    void tasksBelongToTheApplicationAndNotToWhoeverSetTheAlarm() throws Exception {
        ClassLoader applications = Thread.currentThread().getContextClassLoader();
        try (SystemTime time = new SystemTime()) {
            CompletableFuture<Seen> seen = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                CALLER.set("alice");
                time.schedule(Duration.ZERO, () -> seen.complete(seen()));
            });
            caller.setContextClassLoader(null);
            caller.start();
            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(new Seen(null, applications, true));
        }
    }

    @Test
    void aTaskThatFailsKeepsNoOtherFromRunning() throws Exception {
        try (SystemTime time = new SystemTime()) {
            CompletableFuture<Void> second = new CompletableFuture<>();
            time.schedule(Duration.ZERO, () -> {
                throw new IllegalStateException("first");
            });
            time.schedule(Duration.ZERO, () -> second.complete(null));
            assertThat(second.get(20, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void takesDelaysBeyondItsReachAndAlarmsAfterItsEnd() {
        SystemTime time = new SystemTime();
        time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).cancel();
        time.close();
        time.schedule(Duration.ZERO, () -> {}).cancel();
    }
}
