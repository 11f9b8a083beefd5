package org.cqrsjakarta.internal.deployment;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers a {@link StopListener}. Found through {@code META-INF/services} (Jakarta Servlet 6.0, chapter 8.2.4). What is
 * registered last is told of the end first, and an initializer is called when the application's listeners are known.
 */
public final class StopInitializer implements ServletContainerInitializer {

    /** Called by servers. */
    public StopInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        context.addListener(new StopListener());
    }
}
