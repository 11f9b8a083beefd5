package org.cqrsjakarta.internal.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an origin is written in a header (RFC 6454, chapter 6.2). */
final class Origins {

    private static final String SCHEME_END = "://";
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
    private static final Pattern EXACT = Pattern.compile(
            "(?<scheme>https?)://(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9a-f:.]+])(?::(?<port>[1-9][0-9]{0,4}))?");
    private static final int LAST_PORT = 65_535;

    private Origins() {}

    /** Whether a browser may send an origin written like this. */
    static boolean isExact(String text) {
        Matcher origin = EXACT.matcher(text);
        if (!origin.matches()) {
            return false;
        }
        String port = origin.group("port");
        return port == null
                || (Integer.parseInt(port) <= LAST_PORT
                        && !port.equals(origin.group("scheme").equals("https") ? "443" : "80"));
    }

    /** Whether an origin has this host and port. The scheme is not compared: a {@code Host} header has none. */
    static boolean isAt(String origin, String hostAndPort) {
        int end = origin.indexOf(SCHEME_END);
        return end > 0 && origin.substring(end + SCHEME_END.length()).equals(hostAndPort);
    }
}
