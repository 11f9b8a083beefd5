package org.cqrsjakarta.internal.rest;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.cqrsjakarta.internal.config.BadProperty;
import org.cqrsjakarta.internal.config.PropertyReader;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Registers the protections.
 *
 * <p>Reads its settings itself, and once: so no request looks up a bean, and the protections are there whatever CDI is
 * doing. A value that is not right has ended the deployment before.
 */
public final class HttpProtections implements Feature {

    @Override
    public boolean configure(FeatureContext context) {
        HttpRules rules = HttpRules.from(new PropertyReader(ConfigProvider.getConfig(), BadProperty.SAID_ELSEWHERE));
        if (!rules.origins().isEmpty()) {
            context.register(new CrossOriginHeaders(rules.origins()));
        }
        context.register(new CrossSiteCheck(rules.origins()));
        context.register(new QueryLimit(rules.queryLimit()));
        context.register(new BodyLimit(rules.bodyLimit()));
        return true;
    }
}
