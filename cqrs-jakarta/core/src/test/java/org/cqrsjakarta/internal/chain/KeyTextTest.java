package org.cqrsjakarta.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyTextTest {

    private enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "RED";
            }
        }
    }

    private enum Fruit {
        RED
    }

    private record Pair(Object left, Object right) {}

    private record Couple(Object left, Object right) {}

    private record Nothing() {}

    /** Shows less than it is. */
    private record Veiled(String name) {
        @Override
        public String name() {
            return "";
        }
    }

    private static String text(Object key) {
        return KeyText.of(key).orElseThrow(() -> new AssertionError("no text: " + key));
    }

    @Test
    void isReadable() {
        assertThat(text("us7000abcd")).isEqualTo("String:us7000abcd");
        assertThat(text(7L)).isEqualTo("Long:7");
        assertThat(text(List.of("a", 7))).isEqualTo("list:8:String:a9:Integer:7");
        assertThat(text(Arrays.asList("a", null))).isEqualTo("list:8:String:a4:null");
        String type = Pair.class.getName();
        assertThat(text(new Pair(1, null))).isEqualTo("record:" + type.length() + ":" + type + "9:Integer:14:null");
        String colour = Colour.class.getName();
        assertThat(text(Colour.GREEN)).isEqualTo("enum:" + colour.length() + ":" + colour + "GREEN");
    }

    /** No two of them are equal. */
    static List<Object> different() {
        Instant instant = Instant.parse("2026-11-27T10:00:00.5Z");
        ZoneId paris = ZoneId.of("Europe/Paris");
        return List.of(
                "",
                "1",
                "a",
                "\\",
                "\\\\",
                "\n",
                "\\u000a",
                "\\u000A",
                "\ud83d\ude00",
                "\ud83d",
                "\ude00",
                "\ude00\ud83d",
                "\\ud83d",
                "null",
                "Integer:1",
                '1',
                'a',
                '\ud83d',
                true,
                false,
                (byte) 1,
                (short) 1,
                1,
                1L,
                1.0f,
                1.0,
                0.0,
                -0.0,
                Double.NaN,
                Float.NaN,
                Double.POSITIVE_INFINITY,
                Double.MIN_VALUE,
                Math.nextUp(1.0),
                BigInteger.ONE,
                BigDecimal.ONE,
                new BigDecimal("1.0"),
                new BigDecimal("1e3"),
                new BigDecimal("1000"),
                new UUID(1, 2),
                new UUID(2, 1),
                Colour.RED,
                Colour.GREEN,
                Fruit.RED,
                DayOfWeek.MONDAY,
                instant,
                instant.plusNanos(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60, 1),
                Duration.ofSeconds(-60, 1),
                Period.ofMonths(12),
                Period.ofYears(1),
                Period.ofDays(7),
                LocalDate.of(2026, 11, 27),
                LocalDate.of(-2026, 11, 27),
                LocalDateTime.of(2026, 11, 27, 0, 0),
                LocalTime.MIDNIGHT,
                LocalTime.MIDNIGHT.plusNanos(1),
                MonthDay.of(11, 27),
                OffsetDateTime.ofInstant(instant, ZoneOffset.UTC),
                OffsetDateTime.ofInstant(instant, ZoneOffset.ofHours(1)),
                OffsetTime.of(0, 0, 0, 0, ZoneOffset.UTC),
                Year.of(2026),
                YearMonth.of(2026, 11),
                paris,
                ZoneOffset.ofHours(1),
                ZoneOffset.UTC,
                ZoneId.of("UTC"),
                ZonedDateTime.ofInstant(instant, paris),
                ZonedDateTime.ofInstant(instant, ZoneOffset.ofHours(1)),
                new Nothing(),
                List.of(),
                List.of(List.of()),
                List.of("a", "b"),
                List.of("a8:String:b"),
                List.of("ab"),
                List.of("a", List.of("b")),
                List.of(List.of("a"), "b"),
                List.of(1),
                new Pair("a", "b"),
                new Pair("b", "a"),
                new Couple("a", "b"),
                new Pair("a", null),
                new Pair("a", "null"),
                new Pair(null, "a"),
                new Pair(new Pair("a", "b"), List.of("a", "b")),
                new Veiled("a"),
                new Veiled("b"));
    }

    @Test
    void differentKeysHaveDifferentTexts() {
        Map<String, Object> known = new HashMap<>();
        for (Object key : different()) {
            Object same = known.put(text(key), key);
            assertThat(same).as("has the text of %s (%s)", key, key.getClass()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("different")
    void aTextIsWellFormedAndPrintable(Object key) {
        assertThat(text(key).chars().noneMatch(Character::isISOControl)).isTrue();
        assertThat(text(key).codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE))
                .isTrue();
    }

    @Test
    void equalKeysHaveEqualTexts() {
        assertThat(text(new LinkedList<>(List.of(1, 2)))).isEqualTo(text(List.of(1, 2)));
        assertThat(text(Double.longBitsToDouble(0x7ff8_0000_0000_0001L))).isEqualTo(text(Double.NaN));
        assertThat(text(new Pair("a", List.of(1)))).isEqualTo(text(new Pair("a", new ArrayList<>(List.of(1)))));
    }

    /** Drawn from so few values that many are equal. */
    private static Object random(Random random, int depth) {
        List<Supplier<Object>> ways = List.of(
                () -> List.of("", "a", "1:", "a8:String:a", "\\", "\ud83d").get(random.nextInt(6)),
                () -> random.nextInt(3),
                () -> (long) random.nextInt(3),
                () -> Colour.values()[random.nextInt(2)],
                () -> Arrays.asList(Stream.generate(() -> random(random, depth + 1))
                        .limit(random.nextInt(3))
                        .toArray()),
                () -> new Pair(random(random, depth + 1), random.nextBoolean() ? null : random(random, depth + 1)),
                () -> new Couple(random(random, depth + 1), 1));
        return ways.get(random.nextInt(depth > 2 ? 4 : ways.size())).get();
    }

    @Test
    void textsAreEqualWhereKeysAre() {
        Random random = new Random(18);
        Map<Object, String> texts = new HashMap<>();
        Map<String, Object> keys = new HashMap<>();
        for (int round = 0; round < 20_000; round++) {
            Object key = random(random, 0);
            String text = text(key);
            assertThat(texts.computeIfAbsent(key, any -> text)).isEqualTo(text);
            assertThat(keys.computeIfAbsent(text, any -> key)).isEqualTo(key);
        }
        assertThat(keys).hasSizeBetween(500, 19_000);
    }

    static Stream<Object> withoutText() {
        return Stream.of(
                new Object(),
                new int[] {1},
                Set.of(1),
                Map.of(),
                new BigDecimal("1") {
                    private static final long serialVersionUID = 1L;
                },
                new StringBuilder("a"),
                Clock.systemUTC(),
                JapaneseDate.of(2026, 11, 27),
                List.of(1, Set.of()),
                new Pair("a", new Pair("b", new Object())));
    }

    @ParameterizedTest
    @MethodSource("withoutText")
    void otherKeysHaveNone(Object key) {
        assertThat(KeyText.of(key)).isEmpty();
    }
}
