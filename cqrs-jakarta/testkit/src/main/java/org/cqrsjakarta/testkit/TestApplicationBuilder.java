package org.cqrsjakarta.testkit;

import jakarta.enterprise.inject.spi.Extension;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.PublishingRequestHandler;
import org.cqrsjakarta.RequestHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.spi.ManualTime;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** Puts an application together. Each method changes and returns this builder. */
public final class TestApplicationBuilder {

    private static final List<Class<?>> CONTRACTS = List.of(
            StreamingRequestHandler.class,
            EmittingRequestHandler.class,
            PublishingRequestHandler.class,
            RequestHandler.class);

    private final Set<Class<?>> beans = new LinkedHashSet<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<Class<?>, List<Script<?>>> scripts = new LinkedHashMap<>();

    TestApplicationBuilder(List<Class<?>> beans) {
        this.beans.addAll(beans);
    }

    /**
     * Sets a property of MicroProfile Config, for this application alone. It wins over system properties, the
     * environment and {@code META-INF/microprofile-config.properties}, which count as they do elsewhere.
     *
     * <p>The application sees it wherever the context class loader is its own: on the thread that started it until it is
     * closed or another one is started there, and, for streams that begin on that thread or by
     * {@link TestApplication#pull} and {@link TestApplication#deliver}, in handlers and observers on whatever thread.
     */
    public TestApplicationBuilder configured(String property, String value) {
        properties.put(property, value);
        return this;
    }

    /**
     * Adds a scripted handler.
     *
     * @param handler   a subclass that declares it
     * @param first     what it plays in the first stream
     * @param following what it plays in the streams after that, one each; the last script is played over and over
     * @param <R>       type of its items, or of its response
     */
    @SafeVarargs
    public final <R> TestApplicationBuilder playing(
            Class<? extends Scripted<R>> handler, Script<R> first, Script<R>... following) {
        return play(handler, first, following);
    }

    /**
     * Has a handler of the application play scripts in place of what it would do. Its name, its place in the chain and
     * its policies stay what they are. It is still created, so what it is injected with must be there.
     *
     * @param handler   one of the application's handlers, of any shape; its class is not final
     * @param first     what it plays in the first stream; of the items that the handler declares
     * @param following what it plays in the streams after that, one each; the last script is played over and over
     * @throws IllegalArgumentException if {@code handler} is no handler, or is final
     */
    public TestApplicationBuilder replacing(Class<?> handler, Script<?> first, Script<?>... following) {
        if (CONTRACTS.stream().noneMatch(contract -> contract.isAssignableFrom(handler))) {
            throw new IllegalArgumentException("'" + handler.getName() + "' is no handler, it implements none of "
                    + CONTRACTS.stream().map(Class::getSimpleName).toList());
        }
        if (Modifier.isFinal(handler.getModifiers())) {
            throw new IllegalArgumentException(
                    "'" + handler.getName() + "' is final; a script can take the place of a class that is not");
        }
        return play(handler, first, following);
    }

    private TestApplicationBuilder play(Class<?> handler, Script<?> first, Script<?>... following) {
        List<Script<?>> played = new ArrayList<>(List.of(first));
        played.addAll(List.of(following));
        beans.add(handler);
        scripts.put(handler, played);
        return this;
    }

    /**
     * Starts the application.
     *
     * @throws IllegalStateException if a scripted handler has no script
     * @throws jakarta.enterprise.inject.spi.DeploymentException if the application is refused; the message lists all
     *     problems, each with its number
     */
    public TestApplication start() {
        List<String> silent = beans.stream()
                .filter(bean -> Scripted.class.isAssignableFrom(bean) && !scripts.containsKey(bean))
                .map(Class::getSimpleName)
                .toList();
        if (!silent.isEmpty()) {
            throw new IllegalStateException(silent + " have no script; give each one by playing(" + silent.getFirst()
                    + ".class, Script.of(...))");
        }
        OwnConfig config = new OwnConfig(properties);
        boolean started = false;
        try {
            TestApplication application = startWith(config);
            started = true;
            return application;
        } finally {
            if (!started) {
                config.close();
            }
        }
    }

    private TestApplication startWith(OwnConfig config) {
        var clock = new ManualTime();
        var recorder = new Recorder();
        Map<Class<?>, Account> accounts = new LinkedHashMap<>();
        scripts.forEach((handler, played) -> accounts.put(handler, new Account(handler, played)));
        WeldContainer container = new Weld()
                .disableDiscovery()
                .addBeanClasses(beans.toArray(Class<?>[]::new))
                .addExtensions(ServiceLoader.load(Extension.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toArray(Extension[]::new))
                .addExtension(new KitExtension(clock, recorder, accounts))
                .initialize();
        return new TestApplication(container, config, clock, recorder, Map.copyOf(accounts));
    }
}
