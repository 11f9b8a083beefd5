package org.cqrsjakarta.internal.deployment;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.inspector.InspectorFeature;
import org.cqrsjakarta.internal.rest.ClosedEndpoints;
import org.cqrsjakarta.internal.rest.HttpProtections;
import org.cqrsjakarta.internal.rest.ProtectedApplications;
import org.cqrsjakarta.internal.sse.DeliveryFeature;

/**
 * Registers all parts in one application of Jakarta REST, once. A part that lacks a class takes no other with it. Without
 * the protections what they protect is closed.
 */
public final class RestParts implements Feature {

    private static final String DONE = "org.cqrsjakarta.parts";

    /** Called by {@link org.cqrsjakarta.rest.CqrsFeature}. */
    public RestParts() {}

    @Override
    public boolean configure(FeatureContext context) {
        if (context.getConfiguration().getProperty(DONE) != null) {
            return false;
        }
        context.property(DONE, true);
        // Lambdas, whose bodies are linked when they run: a reference to a constructor would be linked here, and
        // unguarded.
        if (!add("The protection of endpoints", () -> new HttpProtections(), context)) {
            context.register(new ClosedEndpoints());
        }
        ProtectedApplications.add();
        add("Delivery", () -> new DeliveryFeature(), context);
        add("The inspector", () -> new InspectorFeature(), context);
        return true;
    }

    private static boolean add(String name, Supplier<Feature> part, FeatureContext context) {
        try {
            return part.get().configure(context);
        } catch (LinkageError e) {
            DeploymentLog.LOG.partMissing(name, e.toString());
            return false;
        }
    }
}
