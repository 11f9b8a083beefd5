package org.cqrsjakarta.inspector.history;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cqrsjakarta.inspector.protocol.CircuitFacts;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.StreamFacts;

/**
 * Everything that is known, of all servers, on one time axis. What comes in is taken in whole, also what does not fit
 * together: an event of a stream that nobody has heard of gives it a lane whose beginning is marked as not seen.
 */
public final class History {

    /** A week. One server that says it has been there since 1970 is not to make a point of what all have told. */
    private static final long LONGEST_MICROS = 7L * 24 * 60 * 60 * 1_000_000;

    private final Bounds bounds;
    private final Map<String, ServerHistory> servers = new LinkedHashMap<>();
    private final LaneList lanes;
    private final MarkList marks;
    private final IncidentList incidents;
    private final Figures figures = new Figures();
    private long events;
    private long lost;
    private long first = StreamLane.NEVER;
    private long last = StreamLane.NEVER;

    public History(Bounds bounds) {
        this.bounds = bounds;
        this.lanes =
                new LaneList(bounds, lane -> server(lane.server()).running().remove(lane.id(), lane));
        this.marks = new MarkList(bounds.marks());
        this.incidents = new IncidentList(bounds.incidents());
    }

    /** The servers, in the order in which they came. */
    public Collection<ServerHistory> servers() {
        return Collections.unmodifiableCollection(servers.values());
    }

    /** The server of a connection; it is there from the first time it is asked for. */
    public ServerHistory server(String name) {
        return servers.computeIfAbsent(name, ServerHistory::new);
    }

    /** The streams, in the order in which they were heard of. A live view. */
    public List<StreamLane> lanes() {
        return lanes.view();
    }

    /** How many streams had to make way. */
    public long evicted() {
        return lanes.evicted();
    }

    /** Times from which events are missing, in the order in which they were noticed. */
    public List<Mark> marks() {
        return marks.view();
    }

    /** Switchovers and failures, oldest first. */
    public List<Incident> incidents() {
        return incidents.view();
    }

    /** Switchovers and failures from a time on and before another one, oldest first. */
    public List<Incident> incidents(long from, long to) {
        return incidents.between(from, to);
    }

    /** What was counted. */
    public Figures figures() {
        return figures;
    }

    /** How many events were taken in. */
    public long events() {
        return events;
    }

    /** How many events are known to be missing. */
    public long lost() {
        return lost;
    }

    /** The first time anything is known of, or {@link StreamLane#NEVER}. */
    public long first() {
        return first;
    }

    /** The last time anything is known of, or {@link StreamLane#NEVER}. */
    public long last() {
        return last;
    }

    /** Takes in a message. */
    public void accept(RecordedMessage recorded) {
        ServerHistory server = server(recorded.server());
        Message message = recorded.message();
        server.arrived(recorded.received());
        if (message instanceof Message.Batch batch) {
            batch.events().forEach(event -> accept(server, event));
            if (recorded.received() >= 0 && !batch.events().isEmpty()) {
                server.received(batch.events().getLast().t(), recorded.received());
            }
        } else if (message instanceof Message.Hello hello) {
            accept(server, hello, recorded.received());
        } else if (message instanceof Message.Snapshot snapshot) {
            accept(server, snapshot);
        } else if (message instanceof Message.CircuitsNow now) {
            tell(server, now.t(), now.circuits());
        } else if (message instanceof Message.Lost missing) {
            missing(server, Mark.Kind.LOST_AT_SERVER, missing.events());
        }
        if (recorded.received() >= 0) {
            server.heard(recorded.received());
        }
    }

    /** Events of a server came too fast to be taken in. */
    public void dropped(String server, long count) {
        missing(server(server), Mark.Kind.DROPPED_HERE, count);
    }

    /** A message of a server could not be read. */
    public void unreadable(String server) {
        missing(server(server), Mark.Kind.UNREADABLE, 1);
    }

    /** The connection to a server was lost. */
    public void disconnected(String name, long at) {
        ServerHistory server = server(name);
        if (server.isConnected()) {
            server.disconnected();
            long since = Math.min(at, server.lastHeard());
            marks.disconnected(name, since);
            server.circuits().forEach(circuit -> circuit.unseen(at));
        }
    }

    /** Has what is too old make way. */
    public void age(long now) {
        lanes.evict(now);
        incidents.evict(now - bounds.micros());
    }

    private void accept(ServerHistory server, Message.Hello hello, long received) {
        Message.Hello before = server.hello();
        boolean another = before != null && !before.recorder().equals(hello.recorder());
        server.greeted(hello, received);
        see(server.local(hello.clock()));
        marks.connected(server.name(), server.local(hello.clock()), hello.resumed() && !another);
        if (another) {
            // The application that knew them is gone.
            List.copyOf(server.running().values()).forEach(lane -> lose(server, lane, server.local(hello.clock())));
        }
    }

    private void accept(ServerHistory server, Message.Snapshot snapshot) {
        long now = server.local(snapshot.t());
        see(now);
        Set<String> open = new HashSet<>();
        for (StreamFacts facts : snapshot.streams()) {
            open.add(facts.stream());
            StreamLane lane = server.running().get(facts.stream());
            if (lane == null) {
                String primary = facts.steps().isEmpty() ? "" : facts.steps().getFirst();
                lane = begin(server, facts.stream(), facts.request(), primary, server.local(facts.started()), false);
            }
            int steps = Math.min(facts.steps().size(), StreamLane.MOST_SEGMENTS);
            for (int step = lane.segments().size(); step < steps; step++) {
                lane.switchOver(now, facts.position(), facts.steps().get(step), Segment.UNSEEN);
            }
            if (facts.position() > lane.position()) {
                lane.progress(now, facts.position());
            }
            lane.held(now, facts.held());
        }
        for (StreamLane lane : List.copyOf(server.running().values())) {
            if (!open.contains(lane.id()) && lane.started() < now) {
                lose(server, lane, now);
            }
        }
        tell(server, snapshot.t(), snapshot.circuits());
    }

    private void tell(ServerHistory server, long t, List<CircuitFacts> circuits) {
        long now = server.local(t);
        see(now);
        for (CircuitFacts facts : circuits) {
            long since = server.local(facts.since());
            long asks = facts.asksAgain() == CircuitFacts.NOT_SAID ? StreamLane.NEVER : server.local(facts.asksAgain());
            server.circuit(facts.circuit()).ifPresent(circuit -> circuit.told(now, since, asks, facts));
        }
    }

    private void accept(ServerHistory server, Event event) {
        events++;
        long at = server.local(event.t());
        see(at);
        server.heard(at);
        if (event instanceof Event.Progress progress) {
            if (server.isOver(progress.stream())) {
                return;
            }
            StreamLane lane = lane(server, progress, at);
            if (progress.position() > lane.position()) {
                count(lane, at, lane.progress(at, progress.position()));
            }
            lane.held(at, progress.held());
        } else if (event instanceof Event.Started started) {
            if (!server.running().containsKey(started.stream())) {
                begin(server, started.stream(), started.request(), started.handler(), at, true);
                figures.started(at);
            }
        } else if (event instanceof Event.FirstItem item) {
            lane(server, item, at).firstItem(at);
        } else if (event instanceof Event.Switchover switchover) {
            switchOver(lane(server, switchover, at), at, switchover);
        } else if (event instanceof Event.TookOver takeover) {
            lane(server, takeover, at).tookOver(at, takeover.gap());
            figures.gap(at, takeover.gap());
        } else if (event instanceof Event.Ended ended) {
            end(server, lane(server, ended, at), at, ended);
        } else if (event instanceof Event.CircuitChanged change) {
            server.circuit(change.circuit()).ifPresent(circuit -> circuit.changed(at, change.from(), change.to()));
        }
    }

    private void switchOver(StreamLane lane, long at, Event.Switchover switchover) {
        // Those until here are still the other one's.
        count(lane, at, Math.max(0, switchover.position() - lane.position()));
        lane.switchOver(at, switchover.position(), switchover.to(), switchover.reason());
        figures.switchedOver(at);
        incidents.add(new Incident(at, lane, false));
    }

    private void end(ServerHistory server, StreamLane lane, long at, Event.Ended ended) {
        LaneState state = switch (ended.end()) {
            case COMPLETED -> LaneState.COMPLETED;
            case FAILED -> LaneState.FAILED;
            case LEFT -> LaneState.LEFT;
        };
        count(lane, at, lane.end(at, ended.position(), state, ended.reason()));
        figures.ended(at, state == LaneState.FAILED);
        if (state == LaneState.FAILED) {
            incidents.add(new Incident(at, lane, true));
        }
        server.over(lane.id());
    }

    private void lose(ServerHistory server, StreamLane lane, long at) {
        var unused = lane.end(Math.min(at, Math.max(server.lastHeard(), lane.started())), 0, LaneState.UNKNOWN, null);
        server.running().remove(lane.id());
    }

    private void count(StreamLane lane, long at, long items) {
        figures.items(at, items, lane.last().step() > 0);
    }

    private StreamLane lane(ServerHistory server, Event.OfStream event, long at) {
        StreamLane lane = server.running().get(event.stream());
        if (lane != null) {
            return lane;
        }
        String handler = switch (event) {
            case Event.FirstItem item -> item.handler();
            case Event.Switchover switchover -> switchover.from();
            case Event.TookOver takeover -> takeover.handler();
            default -> "";
        };
        return begin(server, event.stream(), "", handler, at, false);
    }

    private StreamLane begin(
            ServerHistory server, String id, String request, String primary, long at, boolean seenFromItsStart) {
        StreamLane lane = new StreamLane(server.name(), id, request, primary, at, seenFromItsStart);
        server.running().put(id, lane);
        lanes.add(lane);
        see(at);
        return lane;
    }

    private void missing(ServerHistory server, Mark.Kind kind, long count) {
        lost = Sum.of(lost, count);
        long at = Math.max(server.lastHeard(), 0);
        marks.missing(server.name(), at, kind, count);
    }

    private void see(long at) {
        last = Math.max(last, at);
        first = Math.max(first == StreamLane.NEVER ? at : Math.min(first, at), last - LONGEST_MICROS);
    }
}
