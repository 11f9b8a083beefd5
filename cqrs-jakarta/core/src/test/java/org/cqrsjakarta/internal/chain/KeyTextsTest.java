package org.cqrsjakarta.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyTextsTest {

    private record Place(String name, double depth, Place within) {}

    private record Tagged(String name, Object tag) {}

    private record Opaque(Object tag, Thread thread, Object other) {}

    private record Boxed<T>(T value) {}

    /** Types that have to be declared somewhere. */
    private record Declared(
            List<String> strings,
            List<List<Place>> nested,
            List<? extends String> some,
            List<Thread> threads,
            Boxed<String> boxed,
            Comparable<String> comparable,
            ArrayList<String> list) {}

    static Stream<Type> all() {
        return Stream.of(
                String.class,
                int.class,
                Long.class,
                BigDecimal.class,
                UUID.class,
                Instant.class,
                ZoneOffset.class,
                DayOfWeek.class,
                Place.class,
                declared("strings"),
                declared("nested"));
    }

    static Stream<Type> none() {
        return Stream.of(Thread.class, int[].class, StringBuilder.class, Opaque.class, declared("threads"));
    }

    static Stream<Type> unknown() {
        return Stream.of(
                Object.class,
                Number.class,
                Record.class,
                Enum.class,
                CharSequence.class,
                Map.class,
                List.class,
                Tagged.class,
                Boxed.class,
                declared("some"),
                declared("boxed"),
                declared("comparable"),
                declared("list"));
    }

    private static Type declared(String name) {
        return Stream.of(Declared.class.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .map(RecordComponent::getGenericType)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachKeyHasOne(Type type) {
        assertThat(KeyTexts.of(type)).isEqualTo(KeyTexts.ALL);
    }

    @ParameterizedTest
    @MethodSource("none")
    void noKeyHasOne(Type type) {
        assertThat(KeyTexts.of(type)).isEqualTo(KeyTexts.NONE);
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void itDependsOnTheKeys(Type type) {
        assertThat(KeyTexts.of(type)).isEqualTo(KeyTexts.UNKNOWN);
    }
}
