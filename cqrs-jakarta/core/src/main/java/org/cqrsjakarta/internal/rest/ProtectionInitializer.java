package org.cqrsjakarta.internal.rest;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.cqrsjakarta.rest.ProtectedEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link ProtectionGate} before a web application in which something carries {@link ProtectedEndpoint}. Found
 * through {@code META-INF/services} (Jakarta Servlet 6.0, chapter 8.2.4).
 */
@HandlesTypes(ProtectedEndpoint.class)
public final class ProtectionInitializer implements ServletContainerInitializer {

    /** The library's own filters carry it, and so does the inspector, which asks for itself. */
    private static final String LIBRARY = "org.cqrsjakarta.internal.";

    @Override
    public void onStartup(@Nullable Set<Class<?>> found, ServletContext context) {
        Optional<String> endpoint = Optional.ofNullable(found).stream()
                .flatMap(Set::stream)
                .map(Class::getName)
                .filter(name -> !name.startsWith(LIBRARY))
                .sorted()
                .findFirst();
        if (endpoint.isPresent()) {
            FilterRegistration.Dynamic filter =
                    context.addFilter("cqrs-protection-gate", new ProtectionGate(endpoint.get()));
            // Null where another one has this name: then it is ours, of the same library further up.
            if (filter != null) {
                filter.setAsyncSupported(true);
                filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
            }
        }
    }
}
