package org.cqrsjakarta.internal.inspector;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.cqrsjakarta.internal.config.BadProperty;
import org.cqrsjakarta.internal.config.PropertyReader;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts the inspector's addresses into an application that wants them, and takes them out of one that does not: a server
 * that looks for resources finds them in the library, too.
 */
public final class InspectorFeature implements Feature {

    @Override
    public boolean configure(FeatureContext context) {
        var reader = new PropertyReader(ConfigProvider.getConfig(), BadProperty.SAID_ELSEWHERE);
        if (InspectorRules.isEnabled(reader)) {
            context.register(InspectorResource.class);
        } else {
            context.register(new NothingThere());
        }
        return true;
    }
}
