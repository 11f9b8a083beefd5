package org.cqrsjakarta.inspector.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cqrsjakarta.inspector.history.CircuitLane;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.ServerHistory;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.protocol.CircuitAction;
import org.cqrsjakarta.inspector.protocol.CircuitControl;
import org.cqrsjakarta.inspector.protocol.CircuitFacts;
import org.cqrsjakarta.inspector.protocol.CircuitState;
import org.cqrsjakarta.inspector.protocol.Message;
import org.jspecify.annotations.Nullable;

/**
 * A circuit as it stands.
 *
 * @param lane     what is known of it
 * @param operable whether its server lets this user act on it
 */
public record CircuitRow(CircuitLane lane, boolean operable) {

    /** All of them, of one server after the other. */
    public static List<CircuitRow> all(History history) {
        List<CircuitRow> rows = new ArrayList<>();
        for (ServerHistory server : history.servers()) {
            Message.Hello hello = server.hello();
            boolean operable = server.isConnected() && hello != null && hello.operator();
            server.circuits().forEach(lane -> rows.add(new CircuitRow(lane, operable)));
        }
        return rows;
    }

    /** Its state in a word. */
    public String state() {
        return words(lane.state());
    }

    /** How long it has been so, and how long it will. */
    public String since(long now) {
        if (lane.stays().isEmpty()) {
            return "";
        }
        String waits = asks(now);
        return "for " + Words.duration(Math.max(0, now - lane.stays().getLast().from()))
                + (waits.isEmpty() ? "" : ", " + waits);
    }

    /** When it lets streams in on trial again; empty where it does not wait. */
    public String asks(long now) {
        return lane.asks() == StreamLane.NEVER ? "" : "asks again " + Words.countdown(lane.asks() - now);
    }

    /** Its latest stays, newest first, with how long each lasted. */
    public List<Line> history(int most) {
        List<CircuitLane.Stay> stays = lane.stays();
        List<Line> lines = new ArrayList<>();
        for (int i = stays.size() - 1; i >= Math.max(0, stays.size() - most); i--) {
            long from = stays.get(i).from();
            boolean last = i == stays.size() - 1;
            lines.add(new Line(
                    from,
                    words(stays.get(i).state()),
                    last
                            ? "until now"
                            : "for " + Words.duration(stays.get(i + 1).from() - from)));
        }
        return lines;
    }

    /**
     * A stay in one state.
     *
     * @param from   since when
     * @param state  which, in a word
     * @param lasted how long
     */
    public record Line(long from, String state, String lasted) {}

    /** Who decides about it. */
    public String control() {
        CircuitFacts facts = lane.facts();
        if (facts == null) {
            return "";
        }
        return switch (facts.control()) {
            case AUTOMATIC -> "decides by itself";
            case FORCED_OPEN -> "held open by an operator";
            case FORCED_CLOSED -> "held closed by an operator";
        };
    }

    /** Whether an operator decides about it. */
    public boolean isForced() {
        CircuitFacts facts = lane.facts();
        return facts != null && facts.control() != CircuitControl.AUTOMATIC;
    }

    /** Whether it stands already as an action would have it. */
    public boolean isDone(CircuitAction action) {
        CircuitFacts facts = lane.facts();
        return facts != null
                && switch (action) {
                    case RESET -> false;
                    case FORCE_OPEN -> facts.control() == CircuitControl.FORCED_OPEN;
                    case FORCE_CLOSED -> facts.control() == CircuitControl.FORCED_CLOSED;
                    case AUTOMATIC -> facts.control() == CircuitControl.AUTOMATIC;
                };
    }

    /** What its window holds. */
    public String window() {
        CircuitFacts facts = lane.facts();
        return facts == null
                ? ""
                : facts.window().failures() + " of " + facts.window().filled() + " failed, room for "
                        + facts.window().size();
    }

    /** Who runs behind it. */
    public String permits() {
        CircuitFacts facts = lane.facts();
        if (facts == null) {
            return "";
        }
        String running = Words.count(facts.permits()) + (facts.permits() == 1 ? " stream" : " streams");
        return lane.state() == CircuitState.HALF_OPEN
                ? running + ", " + facts.probes().running() + " on trial, "
                        + facts.probes().succeeded() + " of " + facts.policy().successThreshold() + " passed"
                : running;
    }

    /** Who shares it; empty where nobody does. */
    public String nodes() {
        CircuitFacts facts = lane.facts();
        CircuitFacts.Nodes nodes = facts == null ? null : facts.nodes();
        if (nodes == null) {
            return "";
        }
        if (!nodes.together()) {
            return "this one by itself: the store that they share does not answer";
        }
        String each = Stream.of(CircuitState.values())
                .map(state -> sharedBy(nodes, state))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
        return "shared by " + nodes.live().size() + ": " + each
                + (nodes.tripped() ? "; opened for this one alone, by its own failures" : "");
    }

    private static String sharedBy(CircuitFacts.Nodes nodes, CircuitState state) {
        long many = nodes.live().values().stream().filter(state::equals).count();
        return many == 0 ? "" : many + " " + words(state);
    }

    /** What it goes by. */
    public String policy() {
        CircuitFacts facts = lane.facts();
        if (facts == null) {
            return "";
        }
        CircuitFacts.Policy policy = facts.policy();
        return "opens at " + Words.percent(policy.failureRatio()) + " failures of " + policy.requestVolumeThreshold()
                + ", for " + Words.duration(policy.delayMillis() * 1_000) + ", closes after "
                + policy.successThreshold()
                + "; counts " + names(policy.failOn())
                + (policy.skipOn().isEmpty() ? "" : " but not " + names(policy.skipOn()));
    }

    /** A state in a word. */
    public static String words(@Nullable CircuitState state) {
        return switch (state) {
            case null -> "not seen";
            case CLOSED -> "closed";
            case OPEN -> "open";
            case HALF_OPEN -> "half open";
        };
    }

    private static String names(List<String> classes) {
        return classes.stream().map(Words::simple).collect(Collectors.joining(", "));
    }
}
