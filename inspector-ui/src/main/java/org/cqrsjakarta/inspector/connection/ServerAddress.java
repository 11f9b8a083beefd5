package org.cqrsjakarta.inspector.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.cqrsjakarta.inspector.text.Printable;

/**
 * Where an application is.
 *
 * @param name how the connection is called, fit to be shown
 * @param base an address with {@code http} or {@code https}, without user and password, without a slash at its end
 */
public record ServerAddress(String name, URI base) {

    /** Where applications have their Jakarta REST mostly, after the address itself. */
    private static final List<String> APPLICATION_PATHS = List.of("", "/api", "/rest", "/resources", "/services");

    private static final String FEED = "/cqrs/telemetry";
    private static final int LONGEST_NAME = 100;
    private static final int HIGHEST_PORT = 65_535;

    /** Names and addresses of this machine itself; whether another name leads here nobody knows before it is asked. */
    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost\\.?|[^.]+\\.localhost\\.?|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(0{0,4}:)*0{0,3}1]",
            Pattern.CASE_INSENSITIVE);

    public ServerAddress {
        name = Printable.of(name, LONGEST_NAME);
    }

    /**
     * Reads an address as somebody has typed it.
     *
     * @param text such as {@code http://localhost:8080/quakes}, or with a name in front: {@code quakes=http://…}
     * @throws IllegalArgumentException if it is none, or holds a user or a password; the message says what is right, and
     *                                  does not repeat what may be a secret
     */
    public static ServerAddress parse(String text) {
        String stripped = text.strip();
        int scheme = stripped.indexOf("://");
        int equals = stripped.indexOf('=');
        boolean named = equals >= 0 && (scheme < 0 || equals < scheme);
        String address = named ? stripped.substring(equals + 1) : stripped;
        if (holdsUser(address)) {
            throw new IllegalArgumentException("'" + withoutSecrets(stripped) + "' holds a user or a password, and an"
                    + " address is kept and shown: give the address without it, and the user and the password"
                    + " apart");
        }
        URI base = uri(address.endsWith("/") ? address.substring(0, address.length() - 1) : address, stripped);
        String name = named ? stripped.substring(0, equals).strip() : "";
        return new ServerAddress(name.isEmpty() ? nameOf(base) : name, base);
    }

    /** Whether something stands in front of an at sign where only a host should be. */
    static boolean holdsUser(String address) {
        int scheme = address.indexOf("://");
        String behind = scheme < 0 ? address : address.substring(scheme + 3);
        int path = behind.indexOf('/');
        // A password may hold a slash: then what stands before is a name and a colon, and no port behind it.
        return behind.indexOf('@') >= 0
                && (path < 0
                        || behind.indexOf('@') < path
                        || !behind.substring(0, path).matches("[^:]*|\\[.*]|.*:\\d+"));
    }

    /** What was typed, without what may be a secret. */
    private static String withoutSecrets(String typed) {
        int at = typed.lastIndexOf('@');
        String shown = at < 0 ? typed : "…" + typed.substring(at);
        int query = shown.indexOf('?');
        return Printable.of(query < 0 ? shown : shown.substring(0, query) + "?…", LONGEST_NAME);
    }

    /** Addresses at which its feed may be, the likeliest first. */
    List<URI> feeds() {
        String text = base.toString();
        if (text.endsWith(FEED)) {
            return List.of(base);
        }
        return APPLICATION_PATHS.stream()
                .map(path -> URI.create(text + path + FEED))
                .toList();
    }

    /** Whether nobody between here and there can read what is sent. */
    boolean isPrivate() {
        return "https".equalsIgnoreCase(base.getScheme())
                || LOOPBACK.matcher(base.getHost()).matches();
    }

    private static URI uri(String address, String typed) {
        try {
            URI uri = new URI(address);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            if (web
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getPort() <= HIGHEST_PORT
                    && uri.getPort() != 0
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, as for one that is no address of an application.
        }
        throw new IllegalArgumentException("'" + withoutSecrets(typed)
                + "' is no address of an application, which is like http://localhost:8080/quakes");
    }

    private static String nameOf(URI base) {
        String path = base.getPath() == null
                ? ""
                : base.getPath().replaceAll("/(api|rest|resources|services)?(/cqrs/telemetry)?$", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() ? base.getHost() + (base.getPort() < 0 ? "" : ":" + base.getPort()) : last;
    }

    /** The same application under another name. */
    public ServerAddress named(String newName) {
        return new ServerAddress(newName, base);
    }
}
