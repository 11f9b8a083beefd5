package org.cqrsjakarta.inspector.history;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which streams are wanted. Empty sets want all.
 *
 * @param text      found in the id, the request, a handler or a reason, upper and lower case being the same
 * @param states    how they stand
 * @param handlers  names, one of which has served it
 * @param reasons   classes, one of which it has met
 * @param servers   names of connections
 * @param minMicros how long it has lasted at least
 * @param troubled  only those that have switched over or failed
 */
public record LaneFilter(
        String text,
        Set<LaneState> states,
        Set<String> handlers,
        Set<String> reasons,
        Set<String> servers,
        long minMicros,
        boolean troubled) {

    /** Wants all. */
    public static final LaneFilter ALL = new LaneFilter("", Set.of(), Set.of(), Set.of(), Set.of(), 0, false);

    public LaneFilter {
        text = text.strip().toLowerCase(Locale.ROOT);
        states = Set.copyOf(states);
        handlers = Set.copyOf(handlers);
        reasons = Set.copyOf(reasons);
        servers = Set.copyOf(servers);
    }

    /** Whether it wants all. */
    public boolean isAll() {
        return equals(ALL);
    }

    /** Whether a stream is wanted. */
    public boolean wants(StreamLane lane, long now) {
        return (states.isEmpty() || states.contains(lane.state()))
                && (servers.isEmpty() || servers.contains(lane.server()))
                && (minMicros == 0 || lane.endedOr(now) - lane.started() >= minMicros)
                && (!troubled || lane.switchovers() > 0 || lane.state() == LaneState.FAILED)
                && (handlers.isEmpty() || hasHandler(lane))
                && (reasons.isEmpty() || hasReason(lane))
                && (text.isEmpty() || hasText(lane));
    }

    private boolean hasHandler(StreamLane lane) {
        return lane.segments().stream().anyMatch(segment -> handlers.contains(segment.handler()));
    }

    private boolean hasReason(StreamLane lane) {
        String failure = lane.failure();
        return (failure != null && reasons.contains(failure))
                || lane.segments().stream().anyMatch(segment -> {
                    String reason = segment.reason();
                    return reason != null && reasons.contains(reason);
                });
    }

    private boolean hasText(StreamLane lane) {
        return has(lane.id())
                || has(lane.request())
                || has(lane.failure())
                || lane.segments().stream().anyMatch(segment -> has(segment.handler()) || has(segment.reason()));
    }

    private boolean has(@Nullable String value) {
        return value != null && value.toLowerCase(Locale.ROOT).contains(text);
    }
}
