package org.cqrsjakarta.inspector.timeline;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of the time axis, and what stands at them. */
public final class TimeAxis {

    private static final long SECOND = 1_000_000;
    private static final long[] STEPS = {
        100,
        200,
        500,
        1_000,
        2_000,
        5_000,
        10_000,
        20_000,
        50_000,
        100_000,
        200_000,
        500_000,
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        15 * SECOND,
        30 * SECOND,
        60 * SECOND,
        120 * SECOND,
        300 * SECOND,
        600 * SECOND,
        900 * SECOND,
        1800 * SECOND,
        3600 * SECOND,
        7200 * SECOND,
        14_400 * SECOND
    };
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter PRECISE = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int PIXELS_PER_LABEL = 90;

    private final ZoneId zone;

    /** A line of the axis. */
    public record Tick(long time, String label) {}

    /**
     * Creates the axis.
     *
     * @param zone in which times are said
     */
    public TimeAxis(ZoneId zone) {
        this.zone = zone;
    }

    /** The lines for a time on so many pixels. */
    public List<Tick> ticks(Viewport viewport, int width) {
        long wanted = viewport.span() * PIXELS_PER_LABEL / Math.max(1, width);
        long step = STEPS[STEPS.length - 1];
        for (long candidate : STEPS) {
            if (candidate >= wanted) {
                step = candidate;
                break;
            }
        }
        List<Tick> ticks = new ArrayList<>();
        for (long time = Math.ceilDiv(viewport.from(), step) * step; time < viewport.to(); time += step) {
            ticks.add(new Tick(time, step >= SECOND ? at(time).format(CLOCK) : fraction(time, step)));
        }
        return ticks;
    }

    /** A time, to the millisecond. */
    public String precise(long time) {
        return at(time).format(PRECISE);
    }

    private String fraction(long time, long step) {
        int digits = step >= 100_000 ? 1 : step >= 10_000 ? 2 : step >= 1_000 ? 3 : 4;
        String micros = String.format(Locale.ROOT, "%06d", Math.floorMod(time, SECOND));
        return at(time).format(DateTimeFormatter.ofPattern("mm:ss", Locale.ROOT)) + "." + micros.substring(0, digits);
    }

    private ZonedDateTime at(long time) {
        return Instant.EPOCH.plus(time, ChronoUnit.MICROS).atZone(zone);
    }
}
