package org.cqrsjakarta.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Gives an application of Jakarta REST what the library has for it: delivery, the protection of
 * {@link ProtectedEndpoint}, and the inspector's addresses. Implementations find it by themselves (Jakarta REST 3.1,
 * chapter 4.1.1). Where one does not, or {@code jakarta.ws.rs.loadServices} is {@code false}, streams and protected
 * endpoints answer 500 or 503, the log says why (CQRS00420, CQRS00900), and the application names it:
 *
 * <pre>{@code
 * @ApplicationPath("api")
 * public class Api extends Application {
 *     @Override
 *     public Set<Class<?>> getClasses() {
 *         return Set.of(ItemsResource.class, CqrsFeature.class);
 *     }
 * }
 * }</pre>
 *
 * <p>To be found and to be named is the same as once.
 *
 * <p>Its priority is one that nobody else is likely to have: RESTEasy takes one feature of each priority from
 * {@code META-INF/services}, and passes over the others (RESTEASY-3754).
 */
@Priority(4_613)
public final class CqrsFeature implements Feature {

    /** Not as a type: the API depends on nothing that is internal. */
    private static final String PARTS = "org.cqrsjakarta.internal.deployment.RestParts";

    /** Called by implementations of Jakarta REST. */
    public CqrsFeature() {}

    /**
     * Registers the parts.
     *
     * @throws IllegalStateException if the library's JAR was taken apart
     */
    @Override
    public boolean configure(FeatureContext context) {
        try {
            Class<?> parts = Class.forName(PARTS, true, CqrsFeature.class.getClassLoader());
            return ((Feature) parts.getConstructor().newInstance()).configure(context);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "'" + PARTS + "' cannot be had beside '" + CqrsFeature.class.getName()
                            + "'; leave the library's JAR as it is",
                    e);
        }
    }
}
