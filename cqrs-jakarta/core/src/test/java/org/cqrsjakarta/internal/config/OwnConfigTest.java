package org.cqrsjakarta.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.Callable;
import org.cqrsjakarta.HidingLoader;
import org.cqrsjakarta.internal.deployment.CqrsExtension;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** An application's configuration goes with it, and nobody else's does. */
class OwnConfigTest {

    /** Deploys and stops. */
    static final class Deploying implements Callable<Config> {
        @Override
        public Config call() {
            Config config = ConfigProvider.getConfig();
            try (WeldContainer container = new Weld()
                    .setClassLoader(Deploying.class.getClassLoader())
                    .disableDiscovery()
                    .addExtension(new CqrsExtension())
                    .addBeanClasses(String.class)
                    .initialize()) {
                assertThat(container.isRunning()).isTrue();
                return config;
            }
        }
    }

    private static Config configOf(ClassLoader loader) {
        return ConfigProviderResolver.instance().getConfig(loader);
    }

    @Test
    void theApplicationsOwnIsReleased() throws Exception {
        var loader = new HidingLoader();
        Object before = loader.call(Deploying.class);
        assertThat(configOf(loader)).as("another than before").isNotSameAs(before);
    }

    @Test
    void thatOfTheWholeProcessIsKept() {
        assumeTrue(OwnConfig.class.getClassLoader() == ClassLoader.getSystemClassLoader());
        Config config = new Deploying().call();
        assertThat(configOf(Thread.currentThread().getContextClassLoader())).isSameAs(config);
    }

    @Test
    void thatOfALoaderWhichIsNotTheLibrarysIsKept() throws Exception {
        var loader = new HidingLoader();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Config config = ConfigProvider.getConfig();
            OwnConfig.of(config).release();
            assertThat(configOf(loader)).isSameAs(config);
        } finally {
            thread.setContextClassLoader(before);
            ConfigProviderResolver.instance().releaseConfig(configOf(loader));
        }
    }
}
