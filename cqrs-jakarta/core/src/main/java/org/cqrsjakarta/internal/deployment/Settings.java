package org.cqrsjakarta.internal.deployment;

import java.util.Set;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.internal.config.PropertyReader;
import org.cqrsjakarta.internal.config.ValueOrigin;
import org.cqrsjakarta.internal.delivery.DeliveryRules;
import org.cqrsjakarta.internal.inspector.InspectorRules;
import org.cqrsjakarta.internal.rest.HttpRules;
import org.cqrsjakarta.internal.store.StoreRules;
import org.cqrsjakarta.internal.telemetry.LogRules;
import org.cqrsjakarta.internal.wire.LastEventIdParameter;
import org.eclipse.microprofile.config.Config;

/**
 * What MicroProfile Config says about the library.
 *
 * @param probes    {@code cqrs.circuit.probe-healthy-after} (default 5 s) and {@code cqrs.circuit.probe-lease}
 *                  (default 30 s)
 * @param delivery  {@code cqrs.sse.}…: bounds and times of delivery
 * @param eventConcurrency {@code cqrs.events.concurrency} (default 10): how many domain events are fired at a time
 * @param continuationKeys {@code cqrs.continuation.keys} (default {@value Chain#MOST_KEYS}): how many delivered keys a
 *                  stream keeps for {@code DISTINCT}
 * @param log       {@code cqrs.log.interval} (default 10 s) and {@code cqrs.log.lines} (default 10)
 * @param inspector {@code cqrs.inspector.}…
 * @param store     {@code cqrs.store.}…: circuits that nodes share
 * @param names     of all settings, as they were asked for
 */
record Settings(
        ProbeRules probes,
        DeliveryRules delivery,
        int eventConcurrency,
        int continuationKeys,
        LogRules log,
        InspectorRules inspector,
        StoreRules store,
        Set<String> names) {

    /** Reads the settings; a bad value is a problem, and its default goes on. */
    static Settings from(Config config, Problems problems) {
        PropertyReader reader = new PropertyReader(
                config,
                (property, found, required) -> problems.add(DeploymentMessages.MESSAGES.badProperty(
                        property, found, required, ValueOrigin.of(config, property))));
        // Only for what is wrong with them: Jakarta REST begins on its own, and reads them itself.
        HttpRules.from(reader);
        LastEventIdParameter.from(reader);
        ProbeRules probes = new ProbeRules(
                reader.durationOrZero("cqrs.circuit.probe-healthy-after", "PT5S"),
                reader.duration("cqrs.circuit.probe-lease", "PT30S"));
        DeliveryRules delivery = DeliveryRules.from(reader);
        int concurrency = reader.positive("cqrs.events.concurrency", 10);
        int keys = reader.positive("cqrs.continuation.keys", Chain.MOST_KEYS);
        LogRules log =
                new LogRules(reader.duration("cqrs.log.interval", "PT10S"), reader.positive("cqrs.log.lines", 10));
        InspectorRules inspector = InspectorRules.from(reader);
        StoreRules store = StoreRules.from(reader);
        return new Settings(probes, delivery, concurrency, keys, log, inspector, store, reader.known());
    }
}
