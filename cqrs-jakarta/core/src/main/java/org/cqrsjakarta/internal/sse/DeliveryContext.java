package org.cqrsjakarta.internal.sse;

import jakarta.json.bind.Jsonb;
import java.io.OutputStream;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cqrsjakarta.internal.stream.StreamEngine;

/**
 * What all streams of an application share on their way to clients.
 *
 * @param engine   runs them
 * @param rules    bounds and times
 * @param registry knows them all
 * @param space    what their journals share
 * @param jsonb    writes items
 * @param random   for the ids of failures
 * @param signs    of a response
 */
record DeliveryContext(
        StreamEngine engine,
        DeliveryRules rules,
        StreamRegistry registry,
        JournalSpace space,
        Supplier<Jsonb> jsonb,
        RandomGenerator random,
        Signs signs) {

    SseWriter writerTo(OutputStream out, Runnable onClientGone) {
        return new SseWriter(out, signs, engine.time(), rules.heartbeat(), rules.writeTimeout(), onClientGone);
    }

    UUID newInstance() {
        // Version 4, variant 2 (RFC 9562, chapter 5.4).
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }
}
