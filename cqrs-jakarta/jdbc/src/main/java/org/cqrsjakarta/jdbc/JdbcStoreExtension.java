package org.cqrsjakarta.jdbc;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.StreamStore;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link CircuitStore} and a {@link StreamStore} of the application's data source, and refuses the deployment if there is
 * none. They are closed with the application.
 */
public final class JdbcStoreExtension implements Extension {

    static final String DATA_SOURCE = "cqrs.jdbc.data-source";
    private static final String DEFAULT_DATA_SOURCE = "java:comp/DefaultDataSource";

    private @Nullable String name;
    private JdbcSettings settings = JdbcSettings.DEFAULT;
    private @Nullable DataSource source;

    void addStores(@Observes AfterBeanDiscovery discovery) {
        discovery
                .addBean()
                .beanClass(JdbcCircuitStore.class)
                .types(CircuitStore.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> new JdbcCircuitStore(source(), settings))
                .disposeWith((store, instance) -> store.close());
        discovery
                .addBean()
                .beanClass(JdbcStreamStore.class)
                .types(StreamStore.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> new JdbcStreamStore(source(), settings))
                .disposeWith((store, instance) -> store.close());
    }

    void validate(@Observes AfterDeploymentValidation validation) {
        Config config = ConfigProvider.getConfig();
        name = config.getOptionalValue(DATA_SOURCE, String.class).orElse(DEFAULT_DATA_SOURCE);
        try {
            settings = JdbcSettings.from(config);
        } catch (IllegalArgumentException e) {
            validation.addDeploymentProblem(new DeploymentException(e.getMessage()));
        }
    }

    /** Now, on a thread that has the application's names: those of the library do not. */
    void find(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object unused) {
        source();
    }

    private synchronized DataSource source() {
        if (source == null) {
            source = find(name == null ? DEFAULT_DATA_SOURCE : name);
        }
        return source;
    }

    /** The name is the application's own, as in its deployment descriptors. */
    @SuppressWarnings("BanJNDI")
    private static DataSource find(String name) {
        try {
            return InitialContext.doLookup(name);
        } catch (NamingException | ClassCastException e) {
            throw new DeploymentException(JdbcMessages.MESSAGES.noDataSource(name, String.valueOf(e.getMessage())));
        }
    }
}
