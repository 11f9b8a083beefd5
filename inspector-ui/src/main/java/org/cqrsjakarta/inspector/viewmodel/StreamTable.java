package org.cqrsjakarta.inspector.viewmodel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.cqrsjakarta.inspector.export.CsvRow;
import org.cqrsjakarta.inspector.history.Segment;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.timeline.TimeAxis;

/** Streams as a table: for who does not see the picture, and for other programs. */
public final class StreamTable {

    /**
     * A column.
     *
     * @param title   for a human
     * @param numeric whether its values stand at the right
     * @param value   of a stream, for a human
     */
    public record Column(String title, boolean numeric, Function<StreamLane, String> value) {}

    private static final String HEADER = "stream,server,request,state,started,ended,durationMicros,items,handlers,"
            + "switchovers,longestGapMicros,stalls,reasons\n";

    private StreamTable() {}

    /** Its columns on the screen. */
    public static List<Column> columns(TimeAxis axis, LongSupplier now) {
        return List.of(
                new Column("Request", false, lane -> Words.simple(lane.request())),
                new Column("Id", false, StreamLane::id),
                new Column("Server", false, StreamLane::server),
                new Column("State", false, lane -> lane.state().words()),
                new Column("Started", false, lane -> axis.precise(lane.started())),
                new Column("Lasted", true, lane -> Words.duration(lane.endedOr(now.getAsLong()) - lane.started())),
                new Column("Items", true, lane -> Words.count(lane.position())),
                new Column("Served by", false, lane -> handlers(lane, " → ")),
                new Column("Gap", true, lane -> Words.duration(lane.longestGap())),
                new Column("Reason", false, lane -> reasons(lane, ", ")));
    }

    /** Streams as CSV (RFC 4180, with line feeds), times by ISO 8601; what has not happened is empty. */
    public static String csv(List<StreamLane> lanes, long now) {
        StringBuilder text = new StringBuilder(HEADER);
        for (StreamLane lane : lanes) {
            boolean over = lane.ended() != StreamLane.NEVER;
            text.append(CsvRow.of(List.of(
                    lane.id(),
                    lane.server(),
                    lane.request(),
                    lane.state().name(),
                    instant(lane.started()),
                    over ? instant(lane.ended()) : "",
                    Long.toString(lane.endedOr(now) - lane.started()),
                    Long.toString(lane.position()),
                    handlers(lane, " > "),
                    Integer.toString(lane.switchovers()),
                    lane.longestGap() == Segment.NO_GAP ? "" : Long.toString(lane.longestGap()),
                    Integer.toString(lane.stalls()),
                    allReasons(lane))));
        }
        return text.toString();
    }

    private static String handlers(StreamLane lane, String between) {
        return lane.segments().stream().map(Segment::handler).collect(Collectors.joining(between));
    }

    private static String reasons(StreamLane lane, String between) {
        return reasonsOf(lane).stream().map(Words::reason).collect(Collectors.joining(between));
    }

    private static String allReasons(StreamLane lane) {
        return String.join(" > ", reasonsOf(lane));
    }

    private static List<String> reasonsOf(StreamLane lane) {
        var reasons = new ArrayList<String>();
        for (Segment segment : lane.segments()) {
            String reason = segment.reason();
            if (reason != null) {
                reasons.add(reason);
            }
        }
        String failure = lane.failure();
        if (failure != null) {
            reasons.add(failure);
        }
        return reasons;
    }

    private static String instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
