package org.cqrsjakarta.internal.deployment;

import static org.cqrsjakarta.internal.deployment.DeploymentMessages.MESSAGES;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cqrsjakarta.internal.config.Durations;
import org.cqrsjakarta.internal.config.ValueOrigin;
import org.eclipse.microprofile.config.Config;

/**
 * The values of one declared policy, with the overrides of MicroProfile Config: a property of the place that carries the
 * annotation wins over the one of the whole application (MicroProfile Fault Tolerance 4.1, chapter "Configuration").
 * What is wrong with a value is kept, and something that is right for its type goes on, so that one reading tells of all
 * of them: use the values only if {@link #problems()} is empty.
 */
final class ConfiguredValues {

    private static final String COUNTABLE = "0 to " + Durations.LONGEST_TEXT;
    private static final String ENABLED = "enabled";
    private static final String ALL_POLICIES = "MP_Fault_Tolerance_NonFallback_Enabled";

    /** What MicroProfile's own converter takes for true; it takes everything else for false, {@code ture} as well. */
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "y", "on");

    private static final Set<String> FALSE = Set.of("false", "0", "no", "n", "off");

    private final Config config;
    private final Declaration<? extends Annotation> declared;
    private final String handler;
    private final List<String> problems = new ArrayList<>();

    /**
     * Creates them.
     *
     * @param handler the class or the producer of the handler, in full, for messages
     */
    ConfiguredValues(Config config, Declaration<? extends Annotation> declared, String handler) {
        this.config = config;
        this.declared = declared;
        this.handler = handler;
    }

    /** What is wrong with the values that were read, a message each. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Whether the policy is applied; MicroProfile's switch for all of its own concerns ours, too. */
    boolean areEnabled() {
        return enabledAtAnyLevel()
                .or(() -> propertyNamed(ALL_POLICIES))
                .map(this::truth)
                .orElse(true);
    }

    private boolean truth(Property property) {
        String text = property.text().toLowerCase(Locale.ROOT);
        if (!TRUE.contains(text) && !FALSE.contains(text)) {
            refuse(property.read("true or false"), property.remedy(config));
        }
        return !FALSE.contains(text);
    }

    /** Unlike any other parameter, this one is asked of the method and of the class, wherever the annotation stands. */
    private Optional<Property> enabledAtAnyLevel() {
        String place = declared.place();
        int member = place.indexOf('/');
        String type = member < 0 ? place : place.substring(0, member);
        String method = member < 0 ? place + "/handle" : place;
        String suffix = "/" + declared.name() + "/" + ENABLED;
        return propertyNamed(method + suffix)
                .or(() -> propertyNamed(type + suffix))
                .or(() -> propertyNamed(declared.name() + "/" + ENABLED));
    }

    int number(String parameter, int annotated, int smallest) {
        return value(
                parameter,
                annotated,
                "a whole number",
                text -> Optional.of(Integer.valueOf(text)),
                number -> number >= smallest,
                smallest + " or more");
    }

    /** From 0 to 1. */
    double ratio(String parameter, double annotated) {
        return value(
                parameter,
                annotated,
                "a number",
                text -> Optional.of(Double.valueOf(text)),
                ratio -> ratio >= 0 && ratio <= 1,
                "0 to 1");
    }

    ChronoUnit unit(String parameter, ChronoUnit annotated) {
        return value(
                parameter,
                annotated,
                "a unit such as SECONDS",
                text -> Optional.of(ChronoUnit.valueOf(text.toUpperCase(Locale.ROOT))),
                unit -> true,
                "");
    }

    /** A number in a unit, or an ISO-8601 duration in the property; 0 or more, and no more than a clock can count. */
    Duration duration(String parameter, long annotated, ChronoUnit unit) {
        Optional<Duration> written = Durations.of(annotated, unit);
        if (written.isEmpty() && property(parameter).isEmpty()) {
            require(false, parameter, annotated + " " + unit, COUNTABLE);
        }
        return value(
                parameter,
                written.orElse(Duration.ZERO),
                "a number of " + unit + ", or an ISO-8601 duration, from 0 to " + Durations.LONGEST_TEXT,
                text -> durationOf(text, unit),
                Durations::isCountable,
                COUNTABLE);
    }

    List<Class<? extends Throwable>> classes(String parameter, Class<? extends Throwable>[] annotated) {
        Optional<Property> configured = property(parameter);
        if (configured.isEmpty()) {
            return Arrays.asList(annotated);
        }
        List<Class<? extends Throwable>> classes = new ArrayList<>();
        for (String name : configured.get().text().split(",", -1)) {
            if (!name.isBlank()) {
                throwable(name.strip())
                        .ifPresentOrElse(
                                classes::add,
                                () -> refuse(
                                        parameter + " = '" + name.strip()
                                                + "', which is no class of the application that extends Throwable",
                                        configured.get().remedy(config)));
            }
        }
        return classes;
    }

    /** Refuses a value that was read, unless something is true. */
    void require(boolean holds, String parameter, Object value, String allowed) {
        if (!holds) {
            refuse(
                    parameter + " = " + value + ", allowed: " + allowed,
                    property(parameter)
                            .map(property -> property.remedy(config))
                            .orElseGet(() -> "correct the annotation, or override it by the property '"
                                    + declared.place() + "/" + declared.name() + "/" + parameter + "'"));
        }
    }

    private void refuse(String value, String remedy) {
        problems.add(MESSAGES.policyOutOfRange(declared.name(), handler, value, remedy));
    }

    private <T> T value(
            String parameter,
            T annotated,
            String required,
            Function<String, Optional<T>> parser,
            Predicate<T> range,
            String allowed) {
        Optional<Property> configured = property(parameter);
        Optional<T> read = configured.isEmpty() ? Optional.of(annotated) : read(configured.get(), parser);
        if (read.isEmpty()) {
            configured.ifPresent(property -> refuse(property.read(required), property.remedy(config)));
        }
        read.ifPresent(value -> require(range.test(value), parameter, value, allowed));
        return read.orElse(annotated);
    }

    private static <T> Optional<T> read(Property property, Function<String, Optional<T>> parser) {
        try {
            return parser.apply(property.text());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> durationOf(String text, ChronoUnit unit) {
        boolean iso = text.regionMatches(true, 0, "P", 0, 1) || text.regionMatches(true, 0, "-P", 0, 2);
        return iso ? Durations.parse(text) : Durations.of(Long.parseLong(text), unit);
    }

    private static Optional<Class<? extends Throwable>> throwable(String name) {
        try {
            return Optional.of(Class.forName(name, false, Thread.currentThread().getContextClassLoader())
                    .asSubclass(Throwable.class));
        } catch (ClassNotFoundException | LinkageError | ClassCastException e) {
            return Optional.empty();
        }
    }

    private Optional<Property> property(String parameter) {
        String suffix = declared.name() + "/" + parameter;
        return propertyNamed(declared.place() + "/" + suffix).or(() -> propertyNamed(suffix));
    }

    private Optional<Property> propertyNamed(String name) {
        return config.getOptionalValue(name, String.class).map(text -> new Property(name, text.strip()));
    }

    /** A property that is there. */
    private record Property(String name, String text) {

        String read(String required) {
            return name.substring(name.lastIndexOf('/') + 1) + " = '" + text + "', required: " + required;
        }

        String remedy(Config config) {
            return "correct the property '" + name + "', which comes from " + ValueOrigin.of(config, name);
        }
    }
}
