package org.cqrsjakarta.inspector.history;

import java.util.HashSet;
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

    /** How many things it asks for, but for the text. */
    public int conditions() {
        return states.size()
                + handlers.size()
                + reasons.size()
                + servers.size()
                + (minMicros > 0 ? 1 : 0)
                + (troubled ? 1 : 0);
    }

    /** Also wants this text. */
    public LaneFilter containing(String wanted) {
        return new LaneFilter(wanted, states, handlers, reasons, servers, minMicros, troubled);
    }

    /** Wants those that stand like this, or wants them no more. */
    public LaneFilter state(LaneState state, boolean wanted) {
        return new LaneFilter(text, changed(states, state, wanted), handlers, reasons, servers, minMicros, troubled);
    }

    /** Wants those that it has served, or wants them no more. */
    public LaneFilter handler(String name, boolean wanted) {
        return new LaneFilter(text, states, changed(handlers, name, wanted), reasons, servers, minMicros, troubled);
    }

    /** Wants those that have met it, or wants them no more. */
    public LaneFilter reason(String name, boolean wanted) {
        return new LaneFilter(text, states, handlers, changed(reasons, name, wanted), servers, minMicros, troubled);
    }

    /** Wants those that are there, or wants them no more. */
    public LaneFilter server(String name, boolean wanted) {
        return new LaneFilter(text, states, handlers, reasons, changed(servers, name, wanted), minMicros, troubled);
    }

    /** Wants only those that have lasted so long. */
    public LaneFilter lasting(long micros) {
        return new LaneFilter(text, states, handlers, reasons, servers, micros, troubled);
    }

    /** Wants only those that have switched over or failed, or not only those. */
    public LaneFilter troubledOnly(boolean only) {
        return new LaneFilter(text, states, handlers, reasons, servers, minMicros, only);
    }

    private static <T> Set<T> changed(Set<T> before, T value, boolean in) {
        Set<T> after = new HashSet<>(before);
        if (in) {
            after.add(value);
        } else {
            after.remove(value);
        }
        return after;
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
