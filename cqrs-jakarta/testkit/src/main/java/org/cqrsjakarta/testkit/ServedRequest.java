package org.cqrsjakarta.testkit;

import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cqrsjakarta.rest.CqrsFeature;
import org.jspecify.annotations.Nullable;

/**
 * A request as an implementation of Jakarta REST would begin it: the library delivers to no other. Its caller is not
 * authenticated.
 */
final class ServedRequest {

    private static final URI ADDRESS = URI.create("http://localhost/");

    private ServedRequest() {}

    /**
     * It begins on this thread.
     *
     * @param lastEventId of a client that comes back; {@code null} if it was never here before
     */
    static void begin(@Nullable String lastEventId) {
        try {
            for (ContainerRequestFilter filter : filters()) {
                filter.filter(request(lastEventId));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those for all endpoints. */
    private static List<ContainerRequestFilter> filters() {
        List<ContainerRequestFilter> filters = new ArrayList<>();
        Configuration nothingDone = fake(Configuration.class, (proxy, method, arguments) -> null);
        new CqrsFeature().configure(fake(FeatureContext.class, (proxy, method, arguments) -> {
            if (method.getName().equals("getConfiguration")) {
                return nothingDone;
            }
            if (method.getName().equals("register")
                    && arguments[0] instanceof ContainerRequestFilter filter
                    && !isBound(filter.getClass())) {
                filters.add(filter);
            }
            return proxy;
        }));
        return filters;
    }

    private static boolean isBound(Class<?> filter) {
        return Arrays.stream(filter.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(NameBinding.class));
    }

    private static ContainerRequestContext request(@Nullable String lastEventId) {
        UriInfo address = fake(
                UriInfo.class, (proxy, method, arguments) -> method.getName().equals("getRequestUri") ? ADDRESS : null);
        return fake(ContainerRequestContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getMethod" -> "GET";
            case "getUriInfo" -> address;
            case "getHeaderString" -> arguments[0].equals(HttpHeaders.LAST_EVENT_ID_HEADER) ? lastEventId : null;
            default -> null;
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
