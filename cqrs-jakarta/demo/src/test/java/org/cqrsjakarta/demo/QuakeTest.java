package org.cqrsjakarta.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.JsonbBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuakeTest {

    private static final Quake QUAKE = new Quake(
            "us2000crkq",
            Instant.ofEpochMilli(1517364031800L),
            5.3,
            "50km NNW of Sangiang, Indonesia",
            118.7906,
            -7.8628,
            15.18,
            Quake.LIVE);

    @Test
    void isWrittenAsJsonInTheOrderOfItsFieldsAndWithoutItsKey() {
        assertThat(JsonbBuilder.create().toJson(QUAKE))
                .isEqualTo("{\"id\":\"us2000crkq\",\"time\":\"2018-01-31T02:00:31.800Z\",\"magnitude\":5.3,"
                        + "\"place\":\"50km NNW of Sangiang, Indonesia\",\"longitude\":118.7906,"
                        + "\"latitude\":-7.8628,\"depthKm\":15.18,\"source\":\"live\"}");
    }

    @Test
    void isTheSameQuakeWhicheverSourceItComesFrom() {
        assertThat(QUAKE.key()).isEqualTo("us2000crkq");
    }
}
