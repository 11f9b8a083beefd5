package org.cqrsjakarta.internal.wire;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link ServerThreadFilter} around everything that the web application serves. Found through
 * {@code META-INF/services} (Jakarta Servlet 6.1, chapter 8.2.4).
 */
public final class ServerThreadInitializer implements ServletContainerInitializer {

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter("cqrs-server-thread", new ServerThreadFilter());
        // Null where another one has this name: then it is ours, of the same library further up.
        if (filter != null) {
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
        }
    }
}
