package org.cqrsjakarta.internal.deployment;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cqrsjakarta.Circuits;
import org.cqrsjakarta.rest.SseMediator;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** A small application in a CDI container of its own. */
final class Deployed implements AutoCloseable {

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final WeldContainer container;

    private Deployed(Map<String, String> properties, Weld weld) {
        this.properties.putAll(properties);
        properties.forEach(System::setProperty);
        try {
            container = weld.initialize();
        } catch (RuntimeException | Error e) {
            properties.keySet().forEach(System::clearProperty);
            throw e;
        }
    }

    static Deployed with(Class<?>... beans) {
        return with(Map.of(), beans);
    }

    /** The same, with MicroProfile Config properties. */
    static Deployed with(Map<String, String> properties, Class<?>... beans) {
        return with(properties, weld(beans));
    }

    static Deployed with(Map<String, String> properties, Weld weld) {
        return new Deployed(properties, weld);
    }

    static Weld weld(Class<?>... beans) {
        return new Weld().disableDiscovery().addExtension(new CqrsExtension()).addBeanClasses(beans);
    }

    SseMediator mediator() {
        return get(SseMediator.class);
    }

    Circuits circuits() {
        return get(Circuits.class);
    }

    <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    @Override
    public void close() {
        container.close();
        properties.keySet().forEach(System::clearProperty);
    }
}
