package org.cqrsjakarta.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.StreamStore;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link CircuitStore} and a {@link StreamStore} of the application's settings, and refuses the deployment if they are
 * none. They are closed with the application.
 */
public final class RedisStoreExtension implements Extension {

    /** Read once, on the thread that deploys: another one may belong to another application's configuration. */
    private @Nullable RedisSettings settings;

    void addStores(@Observes AfterBeanDiscovery discovery) {
        discovery
                .addBean()
                .beanClass(RedisCircuitStore.class)
                .types(CircuitStore.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> new RedisCircuitStore(settings()))
                .disposeWith((store, instance) -> store.close());
        discovery
                .addBean()
                .beanClass(RedisStreamStore.class)
                .types(StreamStore.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> new RedisStreamStore(settings()))
                .disposeWith((store, instance) -> store.close());
    }

    void validate(@Observes AfterDeploymentValidation validation) {
        try {
            settings = settings();
        } catch (DeploymentException e) {
            validation.addDeploymentProblem(e);
        }
    }

    private RedisSettings settings() {
        if (settings != null) {
            return settings;
        }
        try {
            return RedisSettings.from(ConfigProvider.getConfig());
        } catch (IllegalArgumentException e) {
            throw new DeploymentException(e.getMessage());
        }
    }
}
