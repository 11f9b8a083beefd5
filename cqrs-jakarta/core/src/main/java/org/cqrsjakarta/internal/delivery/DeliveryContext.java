package org.cqrsjakarta.internal.delivery;

import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.LastEventId;
import org.cqrsjakarta.internal.wire.LineEncoder;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * What all streams of an application share on their way to clients.
 *
 * @param engine   runs them
 * @param rules    bounds and times
 * @param registry knows them all
 * @param space    what their journals share
 * @param encoder  writes items
 * @param random   for the ids of failures, and for tickets: one that nobody can guess
 * @param secrets  gives the secret part of each stream's address, which nobody can guess
 * @param nodes    has the others' streams; {@code null} if there are none
 */
public record DeliveryContext(
        StreamEngine engine,
        DeliveryRules rules,
        StreamRegistry registry,
        JournalSpace space,
        Supplier<LineEncoder> encoder,
        RandomGenerator random,
        Supplier<String> secrets,
        @Nullable NodeStreams nodes) {

    private static final int SECRET_BYTES = 12;

    /** The context of an application in which nothing is delivered yet. */
    public static DeliveryContext of(
            StreamEngine engine, DeliveryRules rules, Supplier<LineEncoder> encoder, RandomGenerator random) {
        return new DeliveryContext(
                engine,
                rules,
                new StreamRegistry(rules, engine.time()),
                new JournalSpace(rules.resumption().bytesInAll()),
                encoder,
                random,
                () -> LastEventId.SECRET + randomHex(random, SECRET_BYTES),
                null);
    }

    /** So many bytes of it, as hexadecimal digits. */
    public static String randomHex(RandomGenerator random, int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** The same, whose streams have addresses that a test knows. */
    public DeliveryContext withSecrets(Supplier<String> known) {
        return new DeliveryContext(engine, rules, registry, space, encoder, random, known, nodes);
    }

    /** The same, of one node among others. */
    public DeliveryContext among(@Nullable NodeStreams others) {
        return new DeliveryContext(engine, rules, registry, space, encoder, random, secrets, others);
    }

    /** The clock of all streams. */
    public Time time() {
        return engine.time();
    }

    /** Starts the threads of all streams. */
    public Threads threads() {
        return engine.threads();
    }

    /**
     * The application stops: delivered streams may end, within bounds.
     *
     * @param clock measures those; not the one of streams, which may be a bean that is gone, or stand still
     */
    public void stop(Time clock) {
        List<OpenDelivery> streams = registry.stop();
        // What has served nobody stops without another class: its loader may be closed.
        if (!streams.isEmpty() || !registry.drained().isDone()) {
            Drain.run(this, clock, streams);
        }
    }

    /** A new id, under which the log says what a client is not told. */
    public UUID newInstance() {
        // Version 4, variant 2 (RFC 9562, chapter 5.4).
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }
}
