package org.cqrsjakarta.inspector.history;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cqrsjakarta.inspector.protocol.Message;
import org.jspecify.annotations.Nullable;

/** What is known of one server, and by how much its clock is off. */
public final class ServerHistory {

    private static final int MOST_OVER = 4_096;
    private static final int SMOOTHING = 8;

    /** Far more circuits than an application has handlers. */
    private static final int MOST_CIRCUITS = 500;

    /** Nothing is heard before it has happened, but for what clocks differ by since they were compared. */
    private static final long AHEAD_MICROS = 60_000_000;

    private final String name;
    private final Map<String, StreamLane> running = new HashMap<>();
    private final Set<String> over = new LinkedHashSet<>();
    private final Map<String, CircuitLane> circuits = new TreeMap<>();
    private Message.@Nullable Hello hello;
    private long offset;
    private long latest = Long.MAX_VALUE;
    private long lastHeard = StreamLane.NEVER;
    private boolean connected;
    private long quickest = Long.MAX_VALUE;
    private long behind = StreamLane.NEVER;

    ServerHistory(String name) {
        this.name = name;
    }

    /** Name of the connection. */
    public String name() {
        return name;
    }

    /** How it introduced itself last. */
    public Message.@Nullable Hello hello() {
        return hello;
    }

    /** By how much its clock is behind that of the inspector, in microseconds; negative if it is ahead. */
    public long offset() {
        return offset;
    }

    /**
     * How long after they happened its latest events were here, in microseconds, over the quickest ever; {@link
     * StreamLane#NEVER} before there were any.
     */
    public long behind() {
        return behind;
    }

    /** Whether it is there, as far as is known. */
    public boolean isConnected() {
        return connected;
    }

    /** When it was last heard of, or {@link StreamLane#NEVER}. */
    public long lastHeard() {
        return lastHeard;
    }

    /** Its circuits, in the order of their names. */
    public Collection<CircuitLane> circuits() {
        return Collections.unmodifiableCollection(circuits.values());
    }

    /** How many of its streams are open. */
    public int openStreams() {
        return running.size();
    }

    Map<String, StreamLane> running() {
        return running;
    }

    /** A stream has ended. */
    void over(String id) {
        running.remove(id);
        over.add(id);
        if (over.size() > MOST_OVER) {
            over.remove(over.iterator().next());
        }
    }

    /** Whether a stream ended a moment ago: two threads of the server may tell of it in the wrong order. */
    boolean isOver(String id) {
        return over.contains(id);
    }

    /** The circuit of that name; none for one more than a server may have. */
    Optional<CircuitLane> circuit(String circuit) {
        if (circuits.size() < MOST_CIRCUITS) {
            circuits.computeIfAbsent(circuit, known -> new CircuitLane(name, known));
        }
        return Optional.ofNullable(circuits.get(circuit));
    }

    /** A message is taken in that has come at a time, or negative where nobody knows when. */
    void arrived(long received) {
        latest = received < 0 ? Long.MAX_VALUE : received + AHEAD_MICROS;
    }

    void greeted(Message.Hello greeting, long received) {
        hello = greeting;
        offset = received < 0 ? 0 : received - greeting.clock();
        connected = true;
        quickest = Long.MAX_VALUE;
        behind = StreamLane.NEVER;
        heard(received < 0 ? greeting.clock() : received);
    }

    /** Events were here, the last of which it says has happened then. */
    void received(long serverMicros, long received) {
        long way = received - serverMicros;
        quickest = Math.min(quickest, way);
        long over = way - quickest;
        behind = behind == StreamLane.NEVER ? over : behind + (over - behind) / SMOOTHING;
    }

    void heard(long at) {
        lastHeard = Math.max(lastHeard, at);
    }

    void disconnected() {
        connected = false;
    }

    /** On the inspector's axis, and not after it was heard of. */
    long local(long serverMicros) {
        return Math.min(serverMicros + offset, latest);
    }
}
