package org.cqrsjakarta.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.CircuitStatus;
import org.cqrsjakarta.demo.live.LiveQuakes;
import org.junit.jupiter.api.Test;

class JsonShapeTest {

    @Test
    void writesACircuitWithItsPolicy() {
        assertThat(CircuitsResource.write(List.of(circuit(CircuitState.HALF_OPEN, Optional.empty())))
                        .toString())
                .isEqualTo("[{\"name\":\"LiveQuakes\",\"state\":\"HALF_OPEN\",\"policy\":{"
                        + "\"failOn\":[\"java.lang.Throwable\"],\"skipOn\":[\"java.io.IOException\"],"
                        + "\"delayMillis\":5000,\"requestVolumeThreshold\":3,\"failureRatio\":1.0,"
                        + "\"successThreshold\":1}}]");
    }

    @Test
    void writesWhenAnOpenCircuitAdmitsAgain() {
        var open = circuit(CircuitState.OPEN, Optional.of(Duration.ofMillis(1_234)));

        assertThat(CircuitsResource.write(List.of(open)).getJsonObject(0).getInt("admitsInMillis"))
                .isEqualTo(1_234);
    }

    private static CircuitStatus circuit(CircuitState state, Optional<Duration> admitsIn) {
        var policy = new CircuitPolicy(
                List.of(Throwable.class), List.of(IOException.class), Duration.ofSeconds(5), 3, 1.0, 1);
        return new CircuitStatus("LiveQuakes", LiveQuakes.class, state, policy, admitsIn, Optional.empty());
    }

    @Test
    void writesAProblemAsRfc9457Has() {
        assertThat(new Problem(400, "Found \"a\"").json().toString())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"Found \\\"a\\\"\"}");
    }
}
