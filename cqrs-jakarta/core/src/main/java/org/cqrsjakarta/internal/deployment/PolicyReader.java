package org.cqrsjakarta.internal.deployment;

import static org.cqrsjakarta.internal.deployment.DeploymentMessages.MESSAGES;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.cqrsjakarta.CircuitPolicy;
import org.eclipse.microprofile.config.Config;

/**
 * Turns a {@code @CircuitBreaker} into a policy, with the overrides of MicroProfile Config: a property of the place that
 * carries the annotation wins over the one of the whole application (MicroProfile Fault Tolerance 4.1, chapter
 * "Configuration").
 */
final class PolicyReader {

    private final Config config;
    private final Problems problems;

    PolicyReader(Config config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    /**
     * Reads the policy of one handler.
     *
     * @return empty if the handler declares none, if configuration disables it, or if a value is wrong, which is then
     *     among the problems
     */
    Optional<CircuitPolicy> read(HandlerModel handler) {
        CircuitDeclaration declared = handler.circuit();
        if (declared == null || !isEnabled(declared)) {
            return Optional.empty();
        }
        var annotation = declared.annotation();
        try {
            ChronoUnit unit = value(
                    declared,
                    "delayUnit",
                    annotation.delayUnit(),
                    text -> ChronoUnit.valueOf(text.toUpperCase(Locale.ROOT)));
            Duration delay =
                    unit.getDuration().multipliedBy(value(declared, "delay", annotation.delay(), Long::valueOf));
            // SmallRye counts it in these, and refuses what does not fit.
            var unused = delay.toMillis();
            return Optional.of(new CircuitPolicy(
                    classes(declared, "failOn", annotation.failOn()),
                    classes(declared, "skipOn", annotation.skipOn()),
                    delay,
                    value(declared, "requestVolumeThreshold", annotation.requestVolumeThreshold(), Integer::valueOf),
                    value(declared, "failureRatio", annotation.failureRatio(), Double::valueOf),
                    value(declared, "successThreshold", annotation.successThreshold(), Integer::valueOf)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add(MESSAGES.policyOutOfRange(
                    handler.place(), String.valueOf(e.getMessage()), "'" + declared.place() + "/CircuitBreaker/...'"));
            return Optional.empty();
        }
    }

    private boolean isEnabled(CircuitDeclaration declared) {
        return property(declared, "enabled")
                .or(() -> config.getOptionalValue("MP_Fault_Tolerance_NonFallback_Enabled", String.class))
                .map(text -> config.getConverter(Boolean.class)
                        .map(converter -> converter.convert(text))
                        .orElseGet(() -> Boolean.valueOf(text)))
                .orElse(true);
    }

    private <T> T value(CircuitDeclaration declared, String parameter, T annotated, Function<String, T> parser) {
        Optional<String> configured = property(declared, parameter);
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

    private List<Class<? extends Throwable>> classes(
            CircuitDeclaration declared, String parameter, Class<? extends Throwable>[] annotated) {
        Optional<String> configured = property(declared, parameter);
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

    private static Class<? extends Throwable> throwable(String parameter, String name) {
        try {
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader())
                    .asSubclass(Throwable.class);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IllegalArgumentException(
                    parameter + " = '" + name + "', which is no class of the application that extends Throwable", e);
        }
    }

    private Optional<String> property(CircuitDeclaration declared, String parameter) {
        String suffix = "CircuitBreaker/" + parameter;
        return config.getOptionalValue(declared.place() + "/" + suffix, String.class)
                .or(() -> config.getOptionalValue(suffix, String.class));
    }
}
