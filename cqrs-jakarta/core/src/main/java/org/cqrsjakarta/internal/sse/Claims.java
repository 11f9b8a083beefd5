package org.cqrsjakarta.internal.sse;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Streams that this node has claimed, or is about to, and does not have yet: at the store they are this node's already, so that
 * others ask it for them. Thread-safe.
 */
final class Claims {

    private static final long NOBODY = -1;

    private final Map<String, Claim> claims = new ConcurrentHashMap<>();

    /**
     * One stream.
     *
     * @param runs  how many are about to go on with it: an old one may not be over yet
     * @param asked the farthest position of whoever has asked for it
     */
    private record Claim(int runs, long asked) {}

    /** Before the store is asked for it. */
    void begin(String key) {
        claims.merge(key, new Claim(1, NOBODY), (before, one) -> new Claim(before.runs + 1, before.asked));
    }

    /** This node has it, or does not get it; answers how far they were who have asked for it meanwhile. */
    OptionalLong end(String key) {
        Claim[] ended = new Claim[1];
        claims.computeIfPresent(key, (unused, claim) -> {
            ended[0] = claim;
            return claim.runs > 1 ? new Claim(claim.runs - 1, claim.asked) : null;
        });
        return ended[0] == null || ended[0].asked == NOBODY ? OptionalLong.empty() : OptionalLong.of(ended[0].asked);
    }

    /** Somebody asks for it from a position on; {@code false} if it is not about to be here. */
    boolean isAsked(String key, long position) {
        return claims.computeIfPresent(key, (unused, claim) -> new Claim(claim.runs, Math.max(claim.asked, position)))
                != null;
    }
}
