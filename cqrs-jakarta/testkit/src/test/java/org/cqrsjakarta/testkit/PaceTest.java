package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final ManualTime time = new ManualTime();
    private final Pace pace = new Pace(new Monitor(), time);

    @Test
    void aWayToForwardLimitsWhatGoesAtOnce() {
        assertThat(pace.room(500)).isEqualTo(500);
        pace.forwardBy(Fault.oneByteAtATime());
        assertThat(pace.room(500)).isEqualTo(1);
        pace.forwardBy(Fault.silence());
        assertThat(pace.room(500)).isZero();
    }

    @Test
    void nothingGoesBeyondTheNextFault() {
        Fault first = Fault.silence().after(100);
        Fault second = Fault.none().after(100);
        pace.plan(List.of(Fault.reset().after(300), first, second));
        assertThat(pace.due()).isEmpty();
        assertThat(pace.room(500)).isEqualTo(100);
        pace.forwarded(60);
        assertThat(pace.room(500)).isEqualTo(40);
        pace.forwarded(40);
        assertThat(pace.due()).containsExactly(first, second);
        assertThat(pace.due()).isEmpty();
        assertThat(pace.room(500)).isEqualTo(200);
    }

    @Test
    void aDripFallsAHundredTimesASecond() {
        pace.forwardBy(Fault.slowDrip(1000));
        assertThat(pace.room(500)).isZero();
        time.advance(Duration.ofMillis(9));
        assertThat(pace.room(500)).isZero();
        time.advance(Duration.ofMillis(1));
        assertThat(pace.room(500)).isEqualTo(10);
        assertThat(pace.room(4)).isEqualTo(4);
        pace.forwarded(4);
        assertThat(pace.room(500)).isEqualTo(6);
        assertThat(time.waiting()).isZero();
        pace.forwarded(6);
        assertThat(pace.room(500)).isZero();
        assertThat(pace.room(500)).isZero();
        assertThat(time.waiting()).isEqualTo(1);
    }
}
