package org.cqrsjakarta.demo.settings;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Turns strings into {@link Settings}, and finds everything that is wrong with them before it complains. */
final class SettingsReader {

    private static final double MAX_RATE = 1_000_000;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern HOST = Pattern.compile("[a-z0-9_.-]+|\\[[0-9a-f:.]+]");
    private static final Duration MAX_IDLE = Duration.ofHours(1);

    private final Function<String, Optional<String>> lookup;
    private final List<String> mistakes = new ArrayList<>();

    SettingsReader(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    Settings read() {
        var settings = new Settings(
                value(Settings.FEED_URL).flatMap(this::url),
                value(Settings.FEED_RATE)
                        .map(found -> rate(Settings.FEED_RATE, found))
                        .orElse(20.0),
                value(Settings.IDLE_TIMEOUT).map(this::idleTimeout).orElse(Duration.ofSeconds(5)),
                value(Settings.DATA_SOURCE).orElse(Settings.EMBEDDED),
                value(Settings.CATALOGUE_RATE)
                        .map(found -> rate(Settings.CATALOGUE_RATE, found))
                        .orElse(60.0),
                value(Settings.HOSTS).map(this::hosts).orElse(LOOPBACK),
                value(Settings.FAULTS_ENABLED).map(this::faultsEnabled).orElse(false));
        if (!mistakes.isEmpty()) {
            throw new DeploymentException(String.join("; ", mistakes));
        }
        return settings;
    }

    private Optional<String> value(String name) {
        return lookup.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    private Optional<URI> url(String found) {
        try {
            var url = new URI(found);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (http && url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // Said below, together with what is right.
        }
        mistake(Settings.FEED_URL, found, "an http or https URL without user information and fragment");
        return Optional.empty();
    }

    private double rate(String name, String found) {
        try {
            double rate = Double.parseDouble(found);
            if (rate >= 0 && rate <= MAX_RATE) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // Said below, together with what is right.
        }
        mistake(name, found, "a number of quakes per second from 0, which is as fast as possible, to 1000000");
        return 0;
    }

    private Duration idleTimeout(String found) {
        try {
            var timeout = Duration.parse(found);
            if (timeout.isPositive() && timeout.compareTo(MAX_IDLE) <= 0) {
                return timeout;
            }
        } catch (DateTimeParseException e) {
            // Said below, together with what is right.
        }
        mistake(Settings.IDLE_TIMEOUT, found, "an ISO-8601 duration above PT0S and up to PT1H, for instance PT5S");
        return MAX_IDLE;
    }

    private Set<String> hosts(String found) {
        Set<String> hosts = new TreeSet<>();
        for (String host : found.toLowerCase(Locale.ROOT).split(",", -1)) {
            String name = host.strip();
            if (!HOST.matcher(name).matches()) {
                mistake(Settings.HOSTS, found, "names of hosts without ports, separated by commas");
                return LOOPBACK;
            }
            hosts.add(name);
        }
        return Set.copyOf(hosts);
    }

    private boolean faultsEnabled(String found) {
        if (!found.equals("true") && !found.equals("false")) {
            mistake(Settings.FAULTS_ENABLED, found, "true or false");
        }
        return found.equals("true");
    }

    private void mistake(String name, String found, String right) {
        mistakes.add("Setting \"" + name + "\" is \"" + found + "\", but must be " + right);
    }
}
