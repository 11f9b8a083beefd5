package org.cqrsjakarta.testkit;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Configuration that one application has to itself. MicroProfile Config 3.1 (chapter "Accessing the Configuration") finds
 * it by the context class loader: so the application gets a loader of its own, which loads nothing, and the thread that
 * starts the application carries it until that is closed. The library hands it on to the threads of its streams.
 */
final class OwnConfig implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final @Nullable ClassLoader before = thread.getContextClassLoader();
    private final ClassLoader own = new OwnLoader(before);
    private final Config config;

    private static final class OwnLoader extends ClassLoader {
        OwnLoader(@Nullable ClassLoader parent) {
            super("test application", parent);
        }
    }

    /** Wins over system properties (400), which still count. */
    private record Properties(Map<String, String> values) implements ConfigSource {

        private static final int ORDINAL = 1000;

        @Override
        public Set<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public @Nullable String getValue(String name) {
            return values.get(name);
        }

        @Override
        public String getName() {
            return "TestApplication.configured";
        }

        @Override
        public int getOrdinal() {
            return ORDINAL;
        }
    }

    OwnConfig(Map<String, String> values) {
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        config = resolver.getBuilder()
                .forClassLoader(own)
                .addDefaultSources()
                .addDiscoveredSources()
                .addDiscoveredConverters()
                .withSources(new Properties(Map.copyOf(values)))
                .build();
        resolver.registerConfig(config, own);
        thread.setContextClassLoader(own);
    }

    /** Has a section see this configuration, whatever application this thread carries. */
    <T> T seenBy(Supplier<T> section) {
        Thread current = Thread.currentThread();
        ClassLoader carried = current.getContextClassLoader();
        current.setContextClassLoader(own);
        try {
            return section.get();
        } finally {
            current.setContextClassLoader(carried);
        }
    }

    /** Gives its thread back what it had, unless another application has followed on that thread. */
    @Override
    public void close() {
        ConfigProviderResolver.instance().releaseConfig(config);
        if (Thread.currentThread() == thread && thread.getContextClassLoader() == own) {
            thread.setContextClassLoader(before);
        }
    }
}
