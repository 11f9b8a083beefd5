package org.cqrsjakarta.inspector;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final Pattern SIZE = Pattern.compile("(\\d{3,5})x(\\d{3,5})");
    private static final Pattern SECONDS = Pattern.compile("(\\d+(?:\\.\\d+)?)s?");
    private static final double MICROS = 1_000_000;

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
        return new Reader(Arrays.asList(args).iterator()).read();
    }

    /** Reads one after another. */
    private static final class Reader {

        private final Iterator<String> rest;
        private final List<ServerAddress> servers = new ArrayList<>();
        private Optional<String> user = Optional.empty();
        private Optional<Path> replay = Optional.empty();
        private double speed = 1;
        private Optional<Path> record = Optional.empty();
        private boolean headless;
        private Optional<Path> png = Optional.empty();
        private Optional<Path> csv = Optional.empty();
        private Moment at = new Moment.End();
        private Optional<Long> span = Optional.empty();
        private Size size = new Size(1280, 800);
        private Palette palette = Palette.LIGHT;
        private Room room = Room.TIMELINE;
        private ZoneId zone = ZoneId.systemDefault();
        private boolean help;

        Reader(Iterator<String> rest) {
            this.rest = rest;
        }

        Arguments read() throws WrongArgumentException {
            while (rest.hasNext()) {
                take(rest.next());
            }
            if (headless && replay.isEmpty()) {
                throw new WrongArgumentException(
                        "--headless needs --replay FILE: without a window only a recording can" + " be drawn");
            }
            if (headless && png.isEmpty() && csv.isEmpty()) {
                throw new WrongArgumentException("--headless needs --png OUT or --csv OUT: else nothing is left of it");
            }
            if (!headless && (png.isPresent() || csv.isPresent())) {
                throw new WrongArgumentException("--png and --csv need --headless; in the window, it is Ctrl+E");
            }
            if (replay.isPresent() && !servers.isEmpty()) {
                throw new WrongArgumentException("--replay " + replay.get() + " and the server "
                        + servers.getFirst().base() + " do not go together: a recording is not of now");
            }
            return new Arguments(
                    servers, user, replay, speed, record, headless, png, csv, at, span, size, palette, room, zone,
                    help);
        }

        private void take(String argument) throws WrongArgumentException {
            switch (argument) {
                case "--user" -> user = Optional.of(value(argument));
                case "--replay" -> replay = Optional.of(Path.of(value(argument)));
                case "--speed" -> speed = speed(value(argument));
                case "--record" -> record = Optional.of(Path.of(value(argument)));
                case "--headless" -> headless = true;
                case "--png" -> png = Optional.of(Path.of(value(argument)));
                case "--csv" -> csv = Optional.of(Path.of(value(argument)));
                case "--at" -> at = moment(value(argument));
                case "--span" -> span = Optional.of(seconds(argument, value(argument)));
                case "--size" -> size = size(value(argument));
                case "--theme" -> palette = palette(value(argument));
                case "--view" -> room = room(value(argument));
                case "--zone" -> zone = zone(value(argument));
                case "--help", "-h", "-?" -> help = true;
                default -> server(argument);
            }
        }

        private String value(String option) throws WrongArgumentException {
            if (!rest.hasNext()) {
                throw new WrongArgumentException(option + " needs a value behind it");
            }
            return rest.next();
        }

        private void server(String argument) throws WrongArgumentException {
            if (argument.startsWith("-")) {
                throw new WrongArgumentException("There is no option " + argument + "; --help lists those there are");
            }
            try {
                servers.add(ServerAddress.parse(argument));
            } catch (IllegalArgumentException e) {
                throw new WrongArgumentException(String.valueOf(e.getMessage()));
            }
        }

        private static double speed(String text) throws WrongArgumentException {
            try {
                double speed = Double.parseDouble(text);
                if (speed >= 0.1 && speed <= 100) {
                    return speed;
                }
            } catch (NumberFormatException e) {
                // Said below, as for one out of range.
            }
            throw new WrongArgumentException("--speed " + text + ": a number from 0.1 to 100 is right");
        }

        private static Moment moment(String text) throws WrongArgumentException {
            if (text.equals("end")) {
                return new Moment.End();
            }
            if (SECONDS.matcher(text).matches()) {
                return new Moment.After(seconds("--at", text));
            }
            try {
                Instant instant = Instant.parse(text);
                return new Moment.Exactly(
                        Math.addExact(instant.getEpochSecond() * 1_000_000, instant.getNano() / 1_000));
            } catch (DateTimeException | ArithmeticException e) {
                throw new WrongArgumentException("--at " + text
                        + ": end, seconds from the beginning such as 12.5s, or an instant such as 2026-11-26T10:15:30Z"
                        + " is right");
            }
        }

        private static long seconds(String option, String text) throws WrongArgumentException {
            Matcher seconds = SECONDS.matcher(text);
            if (!seconds.matches()) {
                throw new WrongArgumentException(option + " " + text + ": seconds such as 12.5 are right");
            }
            return Math.round(Double.parseDouble(seconds.group(1)) * MICROS);
        }

        private static Size size(String text) throws WrongArgumentException {
            Matcher size = SIZE.matcher(text);
            if (!size.matches()) {
                throw new WrongArgumentException(
                        "--size " + text + ": pixels such as 1280x800 are right, at least 640x480");
            }
            int width = Integer.parseInt(size.group(1));
            int height = Integer.parseInt(size.group(2));
            if (width < 640 || height < 480 || width > 16_384 || height > 16_384) {
                throw new WrongArgumentException("--size " + text + ": 640x480 to 16384x16384 is right");
            }
            return new Size(width, height);
        }

        private static Palette palette(String text) throws WrongArgumentException {
            return switch (text) {
                case "light" -> Palette.LIGHT;
                case "dark" -> Palette.DARK;
                case "light-safe" -> Palette.LIGHT_SAFE;
                case "dark-safe" -> Palette.DARK_SAFE;
                default ->
                    throw new WrongArgumentException(
                            "--theme " + text + ": light, dark, light-safe or dark-safe is right");
            };
        }

        private static Room room(String text) throws WrongArgumentException {
            return Arrays.stream(Room.values())
                    .filter(room -> room.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new WrongArgumentException("--view " + text + ": one of "
                            + Arrays.stream(Room.values()).map(Room::word).collect(Collectors.joining(", "))
                            + " is right"));
        }

        private static ZoneId zone(String text) throws WrongArgumentException {
            try {
                return ZoneId.of(text.equalsIgnoreCase("utc") ? text.toUpperCase(Locale.ROOT) : text);
            } catch (DateTimeException e) {
                throw new WrongArgumentException("--zone " + text + ": a zone such as UTC or Europe/Berlin is right");
            }
        }
    }
}
