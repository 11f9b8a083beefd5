package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cqrsjakarta.HidingLoader;
import org.cqrsjakarta.rest.CqrsFeature;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

/** What an implementation of Jakarta REST is given, and what becomes of it where something is missing. */
class RestPartsTest {

    private static final String SERVICES = "META-INF/services/jakarta.ws.rs.core.Feature";

    /** Configures the feature, twice, and tells the simple names of what was registered. */
    static final class Configuring implements Callable<List<String>> {

        private final Map<String, Object> properties = new HashMap<>();
        private final List<String> registered = new ArrayList<>();

        @Override
        public List<String> call() {
            FeatureContext context = fake(FeatureContext.class, (proxy, method, arguments) -> {
                if (method.getName().equals("getConfiguration")) {
                    return fake(Configuration.class, (configuration, get, name) -> properties.get(name[0]));
                }
                if (method.getName().equals("property")) {
                    properties.put((String) arguments[0], arguments[1]);
                } else {
                    Object part = arguments[0];
                    registered.add(
                            part instanceof Class<?> type
                                    ? type.getSimpleName()
                                    : part.getClass().getSimpleName());
                }
                return proxy;
            });
            new CqrsFeature().configure(context);
            new CqrsFeature().configure(context);
            return registered;
        }

        private static <T> T fake(Class<T> type, InvocationHandler calls) {
            return type.cast(Proxy.newProxyInstance(Configuring.class.getClassLoader(), new Class<?>[] {type}, calls));
        }
    }

    private static List<Object> registeredWithout(String... hidden) throws Exception {
        return List.copyOf((List<?>) new HidingLoader(hidden).call(Configuring.class));
    }

    @Test
    void oneFeatureIsFoundAndItsPriorityIsNobodyElses() throws Exception {
        try (InputStream in = CqrsFeature.class.getClassLoader().getResourceAsStream(SERVICES)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualToIgnoringNewLines(CqrsFeature.class.getName());
        }
        assertThat(CqrsFeature.class.getAnnotation(Priority.class).value())
                .isNotEqualTo(Priorities.USER)
                .satisfies(priority -> assertThat(priority % 100).isNotZero());
    }

    @Test
    void allPartsAreRegisteredOnce() throws Exception {
        assertThat(registeredWithout())
                .contains("CrossSiteCheck", "QueryLimit", "BodyLimit", "CallerFilter", "NothingThere")
                .doesNotHaveDuplicates();
    }

    @Test
    void toBeFoundAndToBeNamedIsOnce() {
        var jersey = new ApplicationHandler(new ResourceConfig(CqrsFeature.class));
        assertThat(jersey.getConfiguration().getInstances())
                .filteredOn(part -> part.getClass().getSimpleName().equals("CallerFilter"))
                .hasSize(1);
    }

    @Test
    void aPartThatLacksAClassTakesNoOtherWithIt() throws Exception {
        assertThat(registeredWithout("org.cqrsjakarta.internal.delivery.UnknownRequestMapper"))
                .contains("CrossSiteCheck", "QueryLimit", "BodyLimit", "NothingThere")
                .doesNotContain("ClosedEndpoints")
                .as("delivery refuses what it does not know")
                .doesNotContain("CallerFilter");
    }

    @Test
    void withoutItsProtectionsAnEndpointIsClosed() throws Exception {
        assertThat(registeredWithout("org.cqrsjakarta.internal.rest.QueryLimit"))
                .contains("ClosedEndpoints", "CallerFilter", "NothingThere");
        assertThat(registeredWithout("jakarta.json.")).contains("ClosedEndpoints");
    }

    @Test
    void theFeatureCanBeMadeByAnybody() throws ReflectiveOperationException {
        assertThat(CqrsFeature.class.getConstructor().newInstance()).isInstanceOf(Feature.class);
    }
}
