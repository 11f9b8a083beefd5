package org.cqrsjakarta.internal.deployment;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/**
 * The values of one declared policy, with the overrides of MicroProfile Config: a property of the place that carries the
 * annotation wins over the one of the whole application (MicroProfile Fault Tolerance 4.1, chapter "Configuration").
 * Every method throws an {@link IllegalArgumentException} for a value that cannot be read; it names the parameter.
 */
final class ConfiguredValues {

    private final Config config;
    private final Declaration<? extends Annotation> declared;

    ConfiguredValues(Config config, Declaration<? extends Annotation> declared) {
        this.config = config;
        this.declared = declared;
    }

    /** Whether the policy is applied; MicroProfile's switch for all of its own concerns ours, too. */
    boolean areEnabled() {
        return enabledAtAnyLevel()
                .or(() -> config.getOptionalValue("MP_Fault_Tolerance_NonFallback_Enabled", String.class))
                .map(text -> config.getConverter(Boolean.class)
                        .map(converter -> converter.convert(text))
                        .orElseGet(() -> Boolean.valueOf(text)))
                .orElse(true);
    }

    /** Unlike any other parameter, this one is asked of the method and of the class, wherever the annotation stands. */
    private Optional<String> enabledAtAnyLevel() {
        String place = declared.place();
        int member = place.indexOf('/');
        String type = member < 0 ? place : place.substring(0, member);
        String method = member < 0 ? place + "/handle" : place;
        String suffix = "/" + declared.name() + "/enabled";
        return config.getOptionalValue(method + suffix, String.class)
                .or(() -> config.getOptionalValue(type + suffix, String.class))
                .or(() -> config.getOptionalValue(declared.name() + "/enabled", String.class));
    }

    int number(String parameter, int annotated) {
        return value(parameter, annotated, Integer::valueOf);
    }

    double ratio(String parameter, double annotated) {
        return value(parameter, annotated, Double::valueOf);
    }

    ChronoUnit unit(String parameter, ChronoUnit annotated) {
        return value(parameter, annotated, text -> ChronoUnit.valueOf(text.toUpperCase(Locale.ROOT)));
    }

    /** A number in a unit, or an ISO-8601 duration in the property. */
    Duration duration(String parameter, long annotated, ChronoUnit unit) {
        Duration duration = value(parameter, inUnit(annotated, unit), text -> durationOf(text, unit));
        try {
            // What is counted in these must fit.
            var unused = duration.toMillis();
            return duration;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(parameter + " = " + duration + ", which no clock can count", e);
        }
    }

    List<Class<? extends Throwable>> classes(String parameter, Class<? extends Throwable>[] annotated) {
        Optional<String> configured = property(parameter);
        if (configured.isEmpty()) {
            return Arrays.asList(annotated);
        }
        List<Class<? extends Throwable>> classes = new ArrayList<>();
        for (String name : configured.get().split(",", -1)) {
            if (!name.isBlank()) {
                classes.add(throwable(parameter, name.strip()));
            }
        }
        return classes;
    }

    private <T> T value(String parameter, T annotated, Function<String, T> parser) {
        Optional<String> configured = property(parameter);
        if (configured.isEmpty()) {
            return annotated;
        }
        try {
            return parser.apply(configured.get().strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    parameter + " = '" + configured.get() + "', which is no "
                            + annotated.getClass().getSimpleName(),
                    e);
        }
    }

    private static Duration durationOf(String text, ChronoUnit unit) {
        if (!text.regionMatches(true, 0, "P", 0, 1) && !text.regionMatches(true, 0, "-P", 0, 2)) {
            return inUnit(Long.parseLong(text), unit);
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Duration inUnit(long number, ChronoUnit unit) {
        try {
            return unit.getDuration().multipliedBy(number);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(number + " " + unit + ", which no clock can count", e);
        }
    }

    private static Class<? extends Throwable> throwable(String parameter, String name) {
        try {
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader())
                    .asSubclass(Throwable.class);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IllegalArgumentException(
                    parameter + " = '" + name + "', which is no class of the application that extends Throwable", e);
        }
    }

    private Optional<String> property(String parameter) {
        String suffix = declared.name() + "/" + parameter;
        return config.getOptionalValue(declared.place() + "/" + suffix, String.class)
                .or(() -> config.getOptionalValue(suffix, String.class));
    }
}
