package org.cqrsjakarta.internal.deployment;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cqrsjakarta.internal.config.Spelling;
import org.cqrsjakarta.internal.config.ValueOrigin;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Properties that somebody wrote for this library and that nobody reads: misspelt ones, as a rule. Nothing is refused for
 * them, as the environment of a machine is written for many applications.
 */
final class UnusedProperties {

    /** Is told of each. */
    interface Report {

        /** A property below {@code cqrs.} that is no setting. */
        void unknownSetting(String property, String source, String nearest);

        /** A property of a handler that is read by nobody. */
        void withoutEffect(String property, String source, String reason);
    }

    private static final String PREFIX = "cqrs.";

    private final Set<String> settings;
    private final List<HandlerModel> handlers;
    private final Report report;

    /**
     * Creates the search.
     *
     * @param settings the names of all settings
     */
    UnusedProperties(Set<String> settings, List<HandlerModel> handlers, Report report) {
        this.settings = settings;
        this.handlers = handlers;
        this.report = report;
    }

    /** Looks through all sources of a configuration. */
    void in(Config config) {
        for (ConfigSource source : config.getConfigSources()) {
            // Sorted: two deployments of one application log the same.
            Set<String> names = new TreeSet<>(source.getPropertyNames());
            for (String name : names) {
                boolean isAlias = !name.equals(variable(name)) && names.contains(variable(name));
                if (!isAlias) {
                    check(name, ValueOrigin.of(source));
                }
            }
        }
    }

    private void check(String name, String source) {
        String plain = withoutProfile(name);
        if (plain.startsWith(PREFIX)) {
            if (!settings.contains(plain)) {
                report.unknownSetting(name, source, meant(Spelling.nearest(plain, settings)));
            }
        } else if (name.equals(variable(name))) {
            checkVariable(name, source);
        } else if (plain.indexOf('/') > 0) {
            reason(plain).ifPresent(why -> report.withoutEffect(name, source, why));
        }
    }

    /** Other things of a machine may begin like ours: only what is like one of our own names is meant for us. */
    private void checkVariable(String name, String source) {
        Set<String> variables =
                settings.stream().map(UnusedProperties::variable).collect(Collectors.toSet());
        if (name.startsWith(variable(PREFIX)) && !variables.contains(name)) {
            Spelling.nearest(name, variables)
                    .ifPresent(nearest -> report.unknownSetting(name, source, meant(Optional.of(nearest))));
        }
    }

    /** Why a property of the form {@code place/policy/parameter} is read by nobody; empty if it is, or is not ours. */
    private Optional<String> reason(String property) {
        for (HandlerModel handler : handlers) {
            for (String place : placesOf(handler)) {
                if (property.startsWith(place + "/")) {
                    return reason(property.substring(place.length() + 1), place, handler);
                }
            }
        }
        return misspeltHandler(property);
    }

    private static Optional<String> reason(String rest, String place, HandlerModel handler) {
        String[] parts = rest.split("/", -1);
        if (parts.length != 2) {
            // Of another method of this class, or of nothing that MicroProfile knows.
            boolean ofOther = parts.length == 3 && !parts[0].equals("handle") && hasMethod(handler.type(), parts[0]);
            return ofOther ? Optional.empty() : Optional.of("it is none of '" + place + "/<annotation>/<value>'");
        }
        Optional<Class<? extends Annotation>> policy = DeclaredPolicies.APPLIED.stream()
                .filter(type -> type.getSimpleName().equals(parts[0]))
                .findFirst();
        if (policy.isEmpty()) {
            return Optional.of("nothing reads '" + parts[0] + "'"
                    + meant(Spelling.nearest(parts[0], names(DeclaredPolicies.APPLIED))));
        }
        Set<String> values = valuesOf(policy.get());
        if (!values.contains(parts[1])) {
            return Optional.of(
                    "@" + parts[0] + " has no '" + parts[1] + "'" + meant(Spelling.nearest(parts[1], values)));
        }
        return handler.policies()
                .get(policy.get())
                .map(declared -> declared.place().equals(place) || parts[1].equals("enabled")
                        ? Optional.<String>empty()
                        : Optional.of("the annotation stands elsewhere; did you mean '" + declared.place() + "/" + rest
                                + "'?"))
                .orElseGet(() -> Optional.of("'" + handler.place() + "' has no @" + parts[0]));
    }

    /** A class that is not there, and that is called nearly like a handler. */
    private Optional<String> misspeltHandler(String property) {
        String[] parts = property.split("/", -1);
        if (parts.length < 3
                || !names(DeclaredPolicies.APPLIED).contains(parts[parts.length - 2])
                || exists(parts[0])) {
            return Optional.empty();
        }
        Set<String> types =
                handlers.stream().map(handler -> handler.type().getName()).collect(Collectors.toSet());
        return Spelling.nearest(parts[0], types)
                .map(nearest -> "there is no class '" + parts[0] + "'" + meant(Optional.of(nearest)));
    }

    /** Where properties of a handler may stand, the longest first: on its method, its producer, its class. */
    private static List<String> placesOf(HandlerModel handler) {
        List<String> places = new ArrayList<>();
        String type = handler.type().getName();
        places.add(type + "/handle");
        places.add(type);
        for (Class<? extends Annotation> policy : DeclaredPolicies.APPLIED) {
            handler.policies().get(policy).map(Declaration::place).ifPresent(places::add);
        }
        return places.stream()
                .distinct()
                .sorted((one, other) -> other.length() - one.length())
                .toList();
    }

    private static boolean hasMethod(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                        .anyMatch(method -> method.getName().equals(name))
                || Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(name));
    }

    private static boolean exists(String type) {
        try {
            Class.forName(type, false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** What the annotation itself declares, and the switch that MicroProfile adds. */
    private static Set<String> valuesOf(Class<? extends Annotation> policy) {
        Set<String> values = new HashSet<>(Set.of("enabled"));
        Arrays.stream(policy.getDeclaredMethods()).map(Method::getName).forEach(values::add);
        return values;
    }

    private static Set<String> names(Collection<Class<? extends Annotation>> types) {
        return types.stream().map(Class::getSimpleName).collect(Collectors.toSet());
    }

    private static String meant(Optional<String> nearest) {
        return nearest.map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    /** Without {@code %profile.} (MicroProfile Config 3.1, chapter "Configuration Profile"). */
    private static String withoutProfile(String name) {
        int end = name.indexOf('.');
        return name.startsWith("%") && end > 0 ? name.substring(end + 1) : name;
    }

    /** The name of the environment variable that stands for a property (MicroProfile Config 3.1, chapter 5.3.1). */
    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
