package org.cqrsjakarta.internal.config;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Says where the value of a property comes from. */
public final class ValueOrigin {

    private ValueOrigin() {}

    /** The source that has the last word, for a human. */
    public static String of(Config config, String property) {
        var value = config.getConfigValue(property);
        // An implementation that does not keep it says null.
        @Nullable String name = value.getSourceName();
        return name == null ? "an unnamed source" : named(name, value.getSourceOrdinal());
    }

    /** A source, for a human. */
    public static String of(ConfigSource source) {
        return named(source.getName(), source.getOrdinal());
    }

    private static String named(String name, int ordinal) {
        return "'" + name + "', ordinal " + ordinal;
    }
}
