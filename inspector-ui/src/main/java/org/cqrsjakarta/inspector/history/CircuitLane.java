package org.cqrsjakarta.inspector.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cqrsjakarta.inspector.protocol.CircuitFacts;
import org.cqrsjakarta.inspector.protocol.CircuitState;
import org.jspecify.annotations.Nullable;

/** What is known of one circuit. */
public final class CircuitLane {

    private static final int MOST_CHANGES = 10_000;

    /**
     * A stay in one state.
     *
     * @param from  since when
     * @param state which; {@code null} while nobody was there to see it
     */
    public record Stay(long from, @Nullable CircuitState state) {}

    private final String server;
    private final String name;
    private final List<Stay> stays = new ArrayList<>();
    private @Nullable CircuitFacts facts;
    private int changes;
    private long asks = StreamLane.NEVER;

    CircuitLane(String server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Name of the connection that it came by. */
    public String server() {
        return server;
    }

    /** Name of the handler that it guards. */
    public String name() {
        return name;
    }

    /** Its states, in order of time. */
    public List<Stay> stays() {
        return Collections.unmodifiableList(stays);
    }

    /** What its server said last. */
    public @Nullable CircuitFacts facts() {
        return facts;
    }

    /** When it lets streams in on trial again, or {@link StreamLane#NEVER} where it waits for nothing that is known. */
    public long asks() {
        return state() == CircuitState.OPEN ? asks : StreamLane.NEVER;
    }

    /** How often it has changed its state since it was first seen. */
    public int changes() {
        return changes;
    }

    /** Its state as it is known last. */
    public @Nullable CircuitState state() {
        return stays.isEmpty() ? null : stays.getLast().state();
    }

    /** Its state at a time. */
    public @Nullable CircuitState stateAt(long time) {
        CircuitState state = null;
        for (Stay stay : stays) {
            if (stay.from() > time) {
                break;
            }
            state = stay.state();
        }
        return state;
    }

    void changed(long at, CircuitState from, CircuitState to) {
        if (stays.isEmpty()) {
            add(at - 1, from);
        }
        add(at, to);
        // Of the time before; its server says the new one in a moment.
        asks = StreamLane.NEVER;
        changes++;
    }

    void told(long at, long since, long asksAgain, CircuitFacts now) {
        facts = now;
        asks = asksAgain;
        if (state() != now.state()) {
            boolean wasUnseen = !stays.isEmpty() && state() == null;
            add(stays.isEmpty() || wasUnseen ? Math.max(since, lastChange()) : at, now.state());
        }
    }

    /** From here on nobody saw it. */
    void unseen(long at) {
        if (!stays.isEmpty() && state() != null) {
            add(at, null);
        }
    }

    private long lastChange() {
        return stays.isEmpty() ? Long.MIN_VALUE : stays.getLast().from();
    }

    private void add(long at, @Nullable CircuitState state) {
        stays.add(new Stay(Math.max(at, lastChange()), state));
        if (stays.size() > MOST_CHANGES) {
            stays.removeFirst();
        }
    }
}
