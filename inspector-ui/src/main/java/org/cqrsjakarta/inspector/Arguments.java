package org.cqrsjakarta.inspector;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cqrsjakarta.inspector.connection.ServerAddress;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.viewmodel.Room;

/**
 * What was asked for on the command line.
 *
 * @param servers  to connect to
 * @param user     who asks them
 * @param replay   a recording to play instead
 * @param speed    of the replay, 0.1 to 100
 * @param record   where to record what comes in
 * @param headless whether to draw one picture without a window
 * @param png      where to
 * @param csv      where the streams that are on it go, as a table
 * @param at       the time that is at its right edge
 * @param span     how long it is, in microseconds
 * @param size     of the window or the picture
 * @param palette  its colours
 * @param room     which view
 * @param zone     in which times are said
 * @param help     whether only to say what can be asked for
 */
public record Arguments(
        List<ServerAddress> servers,
        Optional<String> user,
        Optional<Path> replay,
        double speed,
        Optional<Path> record,
        boolean headless,
        Optional<Path> png,
        Optional<Path> csv,
        Moment at,
        Optional<Long> span,
        Size size,
        Palette palette,
        Room room,
        ZoneId zone,
        boolean help) {

    /** What can be asked for. */
    public static final String USAGE = """
            Usage: inspector [options] [[name=]address ...]

              http://localhost:8080/quakes   an application to watch; several share one time axis
              --user NAME             who asks; the password is asked for, or in CQRS_INSPECTOR_PASSWORD
              --record FILE           records everything that comes in, as NDJSON
              --replay FILE           plays a recording
              --speed N               so many times as fast, 0.1 to 100
              --view NAME             timeline, circuits, figures, table or servers
              --theme NAME            light, dark, light-safe or dark-safe
              --size WIDTHxHEIGHT     of the window, in pixels
              --span SECONDS          how long a time is on screen
              --zone ZONE             in which times are said, such as UTC; default: the machine's

            One picture without a window, for scripts:

              --headless --replay FILE [--png OUT] [--csv OUT]
              --at TIME               its right edge: end (default), 12.5s from the beginning, or
                                      an instant such as 2026-11-26T10:15:30Z
            """;

    /** How large, in pixels. */
    public record Size(int width, int height) {}

    /** A time in a recording. */
    public sealed interface Moment {

        /** Its end. */
        record End() implements Moment {}

        /** So long after its beginning. */
        record After(long micros) implements Moment {}

        /** A time of day, in microseconds since 1970. */
        record Exactly(long micros) implements Moment {}
    }

    /** Something was asked for that is not there. */
    public static final class WrongArgumentException extends Exception {

        private static final long serialVersionUID = 1L;

        WrongArgumentException(String words) {
            super(words);
        }
    }

    public Arguments {
        servers = List.copyOf(servers);
    }

    /**
     * Reads them.
     *
     * @throws WrongArgumentException if one is not right; the message says which, and what is
     */
    public static Arguments parse(String... args) throws WrongArgumentException {
        return new ArgumentReader(Arrays.asList(args).iterator()).read();
    }
}
