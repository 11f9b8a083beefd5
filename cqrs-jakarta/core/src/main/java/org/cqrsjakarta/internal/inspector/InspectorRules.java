package org.cqrsjakarta.internal.inspector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.cqrsjakarta.internal.config.PropertyReader;

/**
 * What MicroProfile Config says about the inspector: {@code cqrs.inspector.} and a name.
 *
 * @param enabled  {@code enabled} (default false): whether anything is recorded for feeds, and shown
 * @param open     {@code open} (default false): whether everybody may read; not while any source of configuration says no
 *                 to it, or to {@code enabled}
 * @param ring     {@code ring} (default 65536): how many events are kept, a power of two
 * @param maxFeeds {@code max-feeds} (default 8): how many feeds may be open at a time, 1 or more; one more for operators
 * @param maxFeedsOfUser {@code max-feeds-per-user} (default 6): how many of them one user may have, 1 or more
 * @param node     {@code node} (default the host's name): how this node is called
 */
public record InspectorRules(boolean enabled, boolean open, int ring, int maxFeeds, int maxFeedsOfUser, String node) {

    private static final String ENABLED = "cqrs.inspector.enabled";
    private static final String OPEN = "cqrs.inspector.open";
    private static final String LOCAL = "localhost";
    private static final int DEFAULT_RING = 65_536;
    private static final int DEFAULT_MAX_FEEDS = 8;
    private static final int DEFAULT_MAX_FEEDS_OF_USER = 6;

    /** Reads the rules, with the default in place of each bad value. */
    public static InspectorRules from(PropertyReader reader) {
        boolean enabled = isEnabled(reader);
        return new InspectorRules(
                enabled,
                isOpen(reader),
                reader.powerOfTwo("cqrs.inspector.ring", DEFAULT_RING),
                reader.positive("cqrs.inspector.max-feeds", DEFAULT_MAX_FEEDS),
                reader.positive("cqrs.inspector.max-feeds-per-user", DEFAULT_MAX_FEEDS_OF_USER),
                // A name server that does not answer must not hold up who has nothing to show.
                reader.text("cqrs.inspector.node").orElseGet(() -> enabled ? host() : LOCAL));
    }

    /** {@code enabled} alone. */
    static boolean isEnabled(PropertyReader reader) {
        return reader.truth(ENABLED, false);
    }

    /** What the machine says to all its applications does not open one that says no. */
    private static boolean isOpen(PropertyReader reader) {
        if (!reader.truth(OPEN, false)) {
            return false;
        }
        Optional<String> no = reader.whoSaysNo(OPEN, ENABLED);
        no.ifPresent(InspectorLog.LOG::staysClosed);
        return no.isEmpty();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A host whose own name resolves to nothing.
            return LOCAL;
        }
    }
}
