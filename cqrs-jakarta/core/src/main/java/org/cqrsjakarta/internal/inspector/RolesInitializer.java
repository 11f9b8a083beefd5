package org.cqrsjakarta.internal.inspector;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Declares the roles, so that the server maps groups to them. Found through {@code META-INF/services} (Jakarta Servlet
 * 6.1, chapter 8.2.4).
 */
public final class RolesInitializer implements ServletContainerInitializer {

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        context.declareRoles(Roles.INSPECTOR, Roles.OPERATOR);
    }
}
