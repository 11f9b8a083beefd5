package org.cqrsjakarta.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.CircuitStatus;
import org.cqrsjakarta.demo.live.LiveQuakes;
import org.junit.jupiter.api.Test;

class JsonShapeTest {

    @Test
    void writesACircuitWithItsPolicy() {
        var policy = new CircuitPolicy(
                List.of(Throwable.class), List.of(IOException.class), Duration.ofSeconds(5), 3, 1.0, 1);
        var circuit = new CircuitStatus("LiveQuakes", LiveQuakes.class, CircuitState.HALF_OPEN, policy);

        assertThat(CircuitsResource.write(List.of(circuit)).toString())
                .isEqualTo("[{\"name\":\"LiveQuakes\",\"state\":\"HALF_OPEN\",\"policy\":{"
                        + "\"failOn\":[\"java.lang.Throwable\"],\"skipOn\":[\"java.io.IOException\"],"
                        + "\"delayMillis\":5000,\"requestVolumeThreshold\":3,\"failureRatio\":1.0,"
                        + "\"successThreshold\":1}}]");
    }

    @Test
    void writesAProblemAsRfc9457Has() {
        assertThat(new Problem(400, "Found \"a\"").json().toString())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"Found \\\"a\\\"\"}");
    }
}
