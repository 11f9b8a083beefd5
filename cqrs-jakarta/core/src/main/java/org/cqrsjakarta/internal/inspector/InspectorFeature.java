package org.cqrsjakarta.internal.inspector;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.cqrsjakarta.internal.config.BadProperty;
import org.cqrsjakarta.internal.config.PropertyReader;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts the inspector's addresses into an application that wants them. Found through {@code META-INF/services} (Jakarta REST 3.1, 4.1.1). */
public final class InspectorFeature implements Feature {

    @Override
    public boolean configure(FeatureContext context) {
        var reader = new PropertyReader(ConfigProvider.getConfig(), BadProperty.SAID_ELSEWHERE);
        boolean enabled = InspectorRules.isEnabled(reader);
        if (enabled) {
            context.register(InspectorResource.class);
        }
        return enabled;
    }
}
