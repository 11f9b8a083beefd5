package org.cqrsjakarta.inspector;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cqrsjakarta.inspector.connection.ServerAddress;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.viewmodel.Room;

/** Reads what was asked for on the command line, one word after another. */
final class ArgumentReader {

    private static final Pattern SIZE = Pattern.compile("(\\d{3,5})x(\\d{3,5})");
    private static final Pattern SECONDS = Pattern.compile("(\\d+(?:\\.\\d+)?)s?");
    private static final long MOST_SECONDS = 1_000_000_000;
    private static final double MICROS = 1_000_000;

    private final Iterator<String> rest;
    private final List<ServerAddress> servers = new ArrayList<>();
    private Optional<String> user = Optional.empty();
    private Optional<Path> replay = Optional.empty();
    private double speed = 1;
    private Optional<Path> record = Optional.empty();
    private boolean headless;
    private Optional<Path> png = Optional.empty();
    private Optional<Path> csv = Optional.empty();
    private Arguments.Moment at = new Arguments.Moment.End();
    private Optional<Long> span = Optional.empty();
    private Arguments.Size size = new Arguments.Size(1280, 800);
    private Palette palette = Palette.LIGHT;
    private Room room = Room.TIMELINE;
    private ZoneId zone = ZoneId.systemDefault();
    private boolean help;

    ArgumentReader(Iterator<String> rest) {
        this.rest = rest;
    }

    Arguments read() throws Arguments.WrongArgumentException {
        while (rest.hasNext()) {
            take(rest.next());
        }
        if (headless && replay.isEmpty()) {
            throw new Arguments.WrongArgumentException(
                    "--headless needs --replay FILE: without a window only a recording can" + " be drawn");
        }
        if (headless && png.isEmpty() && csv.isEmpty()) {
            throw new Arguments.WrongArgumentException(
                    "--headless needs --png OUT or --csv OUT: else nothing is left of it");
        }
        Stream<Path> files = Stream.of(replay, record, png, csv).flatMap(Optional::stream);
        Set<Path> different = new HashSet<>();
        Optional<Path> twice = files.filter(
                        file -> !different.add(file.toAbsolutePath().normalize()))
                .findFirst();
        if (twice.isPresent()) {
            throw new Arguments.WrongArgumentException(
                    twice.get() + " was named twice: it would be read and written, or written by two");
        }
        if (!headless && (png.isPresent() || csv.isPresent())) {
            throw new Arguments.WrongArgumentException("--png and --csv need --headless; in the window, it is Ctrl+E");
        }
        if (replay.isPresent() && !servers.isEmpty()) {
            throw new Arguments.WrongArgumentException("--replay " + replay.get() + " and the server "
                    + servers.getFirst().base() + " do not go together: a recording is not of now");
        }
        return new Arguments(
                servers, user, replay, speed, record, headless, png, csv, at, span, size, palette, room, zone, help);
    }

    private void take(String argument) throws Arguments.WrongArgumentException {
        switch (argument) {
            case "--user" -> user = Optional.of(user(value(argument)));
            case "--replay" -> replay = Optional.of(file(argument));
            case "--speed" -> speed = speed(value(argument));
            case "--record" -> record = Optional.of(file(argument));
            case "--headless" -> headless = true;
            case "--png" -> png = Optional.of(file(argument));
            case "--csv" -> csv = Optional.of(file(argument));
            case "--at" -> at = moment(value(argument));
            case "--span" -> span = Optional.of(span(value(argument)));
            case "--size" -> size = size(value(argument));
            case "--theme" -> palette = palette(value(argument));
            case "--view" -> room = room(value(argument));
            case "--zone" -> zone = zone(value(argument));
            case "--help", "-h", "-?" -> help = true;
            default -> server(argument);
        }
    }

    private String value(String option) throws Arguments.WrongArgumentException {
        if (!rest.hasNext()) {
            throw new Arguments.WrongArgumentException(option + " needs a value behind it");
        }
        return rest.next();
    }

    private Path file(String option) throws Arguments.WrongArgumentException {
        String text = value(option);
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Arguments.WrongArgumentException(option + " " + text + " is no name of a file: " + e.getReason());
        }
    }

    /** It is kept and shown; the password has a way of its own. */
    private static String user(String text) throws Arguments.WrongArgumentException {
        int colon = text.indexOf(':');
        if (colon >= 0) {
            throw new Arguments.WrongArgumentException(
                    "--user " + text.substring(0, colon) + ":… looks like a name with its"
                            + " password, which every user of this machine can read there: give the name alone, and the"
                            + " password when it is asked for, or in CQRS_INSPECTOR_PASSWORD");
        }
        return text;
    }

    private static long span(String text) throws Arguments.WrongArgumentException {
        long micros = seconds("--span", text);
        if (micros == 0) {
            throw new Arguments.WrongArgumentException("--span " + text + ": more than 0 seconds are right");
        }
        return micros;
    }

    private void server(String argument) throws Arguments.WrongArgumentException {
        if (argument.startsWith("-")) {
            throw new Arguments.WrongArgumentException(
                    "There is no option " + argument + "; --help lists those there are");
        }
        try {
            servers.add(ServerAddress.parse(argument));
        } catch (IllegalArgumentException e) {
            throw new Arguments.WrongArgumentException(String.valueOf(e.getMessage()));
        }
    }

    private static double speed(String text) throws Arguments.WrongArgumentException {
        try {
            double speed = Double.parseDouble(text);
            if (speed >= 0.1 && speed <= 100) {
                return speed;
            }
        } catch (NumberFormatException e) {
            // Said below, as for one out of range.
        }
        throw new Arguments.WrongArgumentException("--speed " + text + ": a number from 0.1 to 100 is right");
    }

    private static Arguments.Moment moment(String text) throws Arguments.WrongArgumentException {
        if (text.equals("end")) {
            return new Arguments.Moment.End();
        }
        if (SECONDS.matcher(text).matches()) {
            return new Arguments.Moment.After(seconds("--at", text));
        }
        try {
            Instant instant = Instant.parse(text);
            return new Arguments.Moment.Exactly(
                    Math.addExact(instant.getEpochSecond() * 1_000_000, instant.getNano() / 1_000));
        } catch (DateTimeException | ArithmeticException e) {
            throw new Arguments.WrongArgumentException("--at " + text
                    + ": end, seconds from the beginning such as 12.5s, or an instant such as 2026-11-26T10:15:30Z"
                    + " is right");
        }
    }

    private static long seconds(String option, String text) throws Arguments.WrongArgumentException {
        Matcher seconds = SECONDS.matcher(text);
        if (!seconds.matches()) {
            throw new Arguments.WrongArgumentException(option + " " + text + ": seconds such as 12.5 are right");
        }
        double found = Double.parseDouble(seconds.group(1));
        if (found > MOST_SECONDS) {
            throw new Arguments.WrongArgumentException(
                    option + " " + text + ": at most " + MOST_SECONDS + " seconds, some thirty years, are right");
        }
        return Math.round(found * MICROS);
    }

    private static Arguments.Size size(String text) throws Arguments.WrongArgumentException {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new Arguments.WrongArgumentException(
                    "--size " + text + ": pixels such as 1280x800 are right, at least 640x480");
        }
        int width = Integer.parseInt(size.group(1));
        int height = Integer.parseInt(size.group(2));
        if (width < 640 || height < 480 || width > 16_384 || height > 16_384) {
            throw new Arguments.WrongArgumentException("--size " + text + ": 640x480 to 16384x16384 is right");
        }
        return new Arguments.Size(width, height);
    }

    private static Palette palette(String text) throws Arguments.WrongArgumentException {
        return switch (text) {
            case "light" -> Palette.LIGHT;
            case "dark" -> Palette.DARK;
            case "light-safe" -> Palette.LIGHT_SAFE;
            case "dark-safe" -> Palette.DARK_SAFE;
            default ->
                throw new Arguments.WrongArgumentException(
                        "--theme " + text + ": light, dark, light-safe or dark-safe is right");
        };
    }

    private static Room room(String text) throws Arguments.WrongArgumentException {
        return Arrays.stream(Room.values())
                .filter(room -> room.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new Arguments.WrongArgumentException("--view " + text + ": one of "
                        + Arrays.stream(Room.values()).map(Room::word).collect(Collectors.joining(", "))
                        + " is right"));
    }

    private static ZoneId zone(String text) throws Arguments.WrongArgumentException {
        try {
            return ZoneId.of(text.equalsIgnoreCase("utc") ? text.toUpperCase(Locale.ROOT) : text);
        } catch (DateTimeException e) {
            throw new Arguments.WrongArgumentException(
                    "--zone " + text + ": a zone such as UTC or Europe/Berlin is right");
        }
    }
}
