package org.cqrsjakarta.internal.stream;

import static java.lang.StackWalker.Option.RETAIN_CLASS_REFERENCE;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The line of the application that calls the library now. Takes some microseconds. */
final class CreationPlace {

    private static final StackWalker WALKER = StackWalker.getInstance(RETAIN_CLASS_REFERENCE);

    /** What may stand between the application and the library: the JDK, and the container with its proxies. */
    private static final List<String> BETWEEN = List.of("java.", "jdk.", "sun.", "org.jboss.weld.");

    private static final String GENERATED = "$$";

    private CreationPlace() {}

    /** Class, method and line of the first caller outside of the library. */
    static String ofThisCall() {
        return WALKER.walk(CreationPlace::firstOutside);
    }

    private static String firstOutside(Stream<StackFrame> frames) {
        return frames.filter(frame -> isOutside(frame.getDeclaringClass()))
                .findFirst()
                .map(frame -> frame.toStackTraceElement().toString())
                .orElse("an unknown place");
    }

    private static boolean isOutside(Class<?> type) {
        String name = type.getName();
        return BETWEEN.stream().noneMatch(name::startsWith) && !name.contains(GENERATED) && !isOurs(type);
    }

    /** By its archive as well: what an application has in packages of this name is its own. */
    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("org.cqrsjakarta.")
                && Objects.equals(archiveOf(type), archiveOf(CreationPlace.class));
    }

    private static @Nullable String archiveOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? null
                : source.getLocation().toExternalForm();
    }
}
