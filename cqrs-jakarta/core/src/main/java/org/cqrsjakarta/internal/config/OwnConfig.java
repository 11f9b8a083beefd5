package org.cqrsjakarta.internal.config;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one application, which whoever provides MicroProfile Config keeps by the application's class loader,
 * and that with it, until it is released.
 */
public final class OwnConfig {

    private final ConfigProviderResolver resolver;
    private final @Nullable Config config;

    private OwnConfig(ConfigProviderResolver resolver, @Nullable Config config) {
        this.resolver = resolver;
        this.config = config;
    }

    /**
     * Looks whose a configuration is.
     *
     * @param config that this thread was given
     */
    public static OwnConfig of(Config config) {
        return new OwnConfig(
                ConfigProviderResolver.instance(),
                isOwn(Thread.currentThread().getContextClassLoader()) ? config : null);
    }

    /**
     * Only that of the class loader which has the library, too, goes when the application does: a loader around several
     * applications, or that of a whole Java process, is others' as well.
     */
    private static boolean isOwn(@Nullable ClassLoader loader) {
        if (loader == null || loader != OwnConfig.class.getClassLoader()) {
            return false;
        }
        for (ClassLoader process = ClassLoader.getSystemClassLoader(); process != null; process = process.getParent()) {
            if (process == loader) {
                return false;
            }
        }
        return true;
    }

    /** Releases it if it is nobody else's. Nothing asks for it any more. Needs no class that is not here already. */
    public void release() {
        if (config != null) {
            resolver.releaseConfig(config);
        }
    }
}
