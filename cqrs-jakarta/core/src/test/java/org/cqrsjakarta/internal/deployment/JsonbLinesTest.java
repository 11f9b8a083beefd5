package org.cqrsjakarta.internal.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written without JSON-B is what JSON-B would have written. */
class JsonbLinesTest {

    private final Jsonb jsonb = JsonbBuilder.create();
    private final JsonbLines lines = new JsonbLines(jsonb);

    /** A record of the application's. */
    public record Reading(String name, long value) {}

    private String written(Object item) {
        return new String(lines.line(item), UTF_8);
    }

    static Stream<Object> items() {
        return Stream.of(
                "",
                "plain",
                "\"quoted\" and \\ back",
                "\b\f\n\r\t/",
                "\u0000\u0001\u001f\u007f\u0080",
                "\u2028\u2029 é 🌋 漢",
                0,
                -1,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                (short) -7,
                (byte) 127,
                true,
                false,
                1.5,
                -0.0f,
                1e300,
                'c',
                new BigDecimal("1.10"),
                new BigInteger("123456789012345678901234567890"),
                Instant.EPOCH,
                List.of("a", 1),
                Map.of("key", "value"),
                Optional.of("there"),
                new Reading("a \"b\"", 3));
    }

    @ParameterizedTest
    @MethodSource("items")
    void isTheSame(Object item) {
        assertThat(written(item)).isEqualTo(jsonb.toJson(item));
    }

    @Test
    void everyCharacterIsTheSame() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (!Character.isSurrogate((char) c)) {
                String text = "a" + (char) c + "b";
                assertThat(written(text)).isEqualTo(jsonb.toJson(text));
            }
        }
    }

    @Test
    void manyTextsAreTheSame() {
        Random random = new Random(1);
        IntStream.range(0, 2_000).forEach(round -> {
            String text = random.ints(random.nextInt(40), 0, 0x80)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(written(text)).isEqualTo(jsonb.toJson(text));
        });
    }
}
