package org.cqrsjakarta.benchmarks;

import jakarta.enterprise.inject.spi.Extension;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.Circuits;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.redis.RedisStoreExtension;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An application with the handlers of all benchmarks, deployed in a CDI container as any other. It logs nothing. */
@State(Scope.Benchmark)
public class Application {

    /** Held, or it might be collected and forget its level. */
    private static final Logger LOG = Logger.getLogger("org.cqrsjakarta");

    private final WeldContainer container;
    private final StreamingMediator mediator;

    /** Deploys it, as the only node. */
    public Application() {
        this(extension -> !isStore(extension));
    }

    private Application(Predicate<Extension> wanted) {
        LOG.setLevel(Level.OFF);
        Logger.getLogger("org.jboss.weld").setLevel(Level.WARNING);
        container = new Weld()
                .disableDiscovery()
                .addExtensions(ServiceLoader.load(Extension.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(wanted)
                        .toArray(Extension[]::new))
                .addBeanClasses(
                        PushedItem.Handler.class,
                        EmittedItem.Handler.class,
                        TimedItem.Handler.class,
                        PublishedItem.Handler.class,
                        Switchover.Primary.class,
                        Switchover.Rest.class,
                        SwitchoverWhileOpen.Primary.class,
                        SwitchoverWhileOpen.Rest.class,
                        SwitchoverWhileOpen.Alone.class,
                        SingleResponse.Handler.class,
                        TimedStream.Primary.class,
                        TimedStream.Rest.class,
                        DeliveredItem.Handler.class,
                        DeliveredStream.Handler.class,
                        DeliveredItem.Encoder.class)
                .initialize();
        mediator = container.select(StreamingMediator.class).get();
    }

    /** One of several nodes, with the store that is on the class path. */
    static Application withStore() {
        return new Application(extension -> true);
    }

    private static boolean isStore(Extension extension) {
        return extension instanceof RedisStoreExtension;
    }

    @TearDown
    public void undeploy() {
        container.close();
    }

    StreamingMediator mediator() {
        return mediator;
    }

    <T> T get(Class<T> bean) {
        return container.select(bean).get();
    }

    CircuitState circuitOf(Class<?> handler) {
        return get(Circuits.class).all().stream()
                .filter(circuit -> circuit.handler() == handler)
                .findFirst()
                .orElseThrow()
                .state();
    }
}
