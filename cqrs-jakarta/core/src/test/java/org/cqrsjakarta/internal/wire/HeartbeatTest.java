package org.cqrsjakarta.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final ManualTime time = new ManualTime();
    private final Heartbeat heartbeat = new Heartbeat(time, LONGEST);

    @Test
    void aSilenceIsLongFromAQuarterOn() {
        time.advance(Duration.ofMillis(1999));
        assertThat(heartbeat.isLong()).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(heartbeat.isLong()).isTrue();
    }

    @Test
    void aWriteAfterALongSilenceIsFollowedByThreeCommentsAnEighthApart() {
        time.advance(LONGEST);
        assertThat(heartbeat.left()).isZero();
        heartbeat.broken(heartbeat.isLong());
        for (int i = 0; i < 3; i++) {
            assertThat(heartbeat.left()).isEqualTo(Duration.ofSeconds(1));
            time.advance(Duration.ofSeconds(1));
            assertThat(heartbeat.left()).isZero();
            heartbeat.comment();
            heartbeat.broken(heartbeat.isLong());
        }
        assertThat(heartbeat.left()).isEqualTo(LONGEST);
    }

    @Test
    void aWriteAfterAShortOneIsNot() {
        time.advance(Duration.ofMillis(1999));
        heartbeat.broken(heartbeat.isLong());
        assertThat(heartbeat.left()).isEqualTo(LONGEST);
        heartbeat.comment();
        assertThat(heartbeat.left()).as("none is owed").isEqualTo(LONGEST);
    }
}
