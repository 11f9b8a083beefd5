package org.cqrsjakarta.inspector.viewmodel;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cqrsjakarta.inspector.history.LaneState;
import org.cqrsjakarta.inspector.history.Segment;
import org.cqrsjakarta.inspector.history.StreamLane;

/**
 * What streams can be narrowed down by, with how many there are of each.
 *
 * @param states   how they stand
 * @param handlers who has served them
 * @param reasons  what they have met
 * @param servers  where they are
 */
public record Facets(
        Map<LaneState, Integer> states,
        Map<String, Integer> handlers,
        Map<String, Integer> reasons,
        Map<String, Integer> servers) {

    /** Counts them. */
    public static Facets of(List<StreamLane> lanes) {
        Map<LaneState, Integer> states = new EnumMap<>(LaneState.class);
        Map<String, Integer> handlers = new TreeMap<>();
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, Integer> servers = new TreeMap<>();
        for (StreamLane lane : lanes) {
            states.merge(lane.state(), 1, Integer::sum);
            servers.merge(lane.server(), 1, Integer::sum);
            Set<String> met = new TreeSet<>();
            String failure = lane.failure();
            if (failure != null) {
                met.add(failure);
            }
            Set<String> served = new TreeSet<>();
            for (Segment segment : lane.segments()) {
                served.add(segment.handler());
                String reason = segment.reason();
                if (reason != null) {
                    met.add(reason);
                }
            }
            served.remove("");
            served.forEach(handler -> handlers.merge(handler, 1, Integer::sum));
            met.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
        }
        return new Facets(states, handlers, reasons, servers);
    }
}
