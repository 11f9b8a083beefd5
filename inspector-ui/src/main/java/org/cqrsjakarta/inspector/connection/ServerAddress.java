package org.cqrsjakarta.inspector.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Where an application is.
 *
 * @param name how the connection is called
 * @param base an address with {@code http} or {@code https}, without a slash at its end
 */
public record ServerAddress(String name, URI base) {

    /** Where applications have their Jakarta REST mostly, after the address itself. */
    private static final List<String> APPLICATION_PATHS = List.of("", "/api", "/rest", "/resources", "/services");

    private static final String FEED = "/cqrs/telemetry";

    /**
     * Reads an address as somebody has typed it.
     *
     * @param text such as {@code http://localhost:8080/quakes}, or with a name in front: {@code quakes=http://…}
     * @throws IllegalArgumentException if it is none; the message says what is right
     */
    public static ServerAddress parse(String text) {
        String stripped = text.strip();
        int scheme = stripped.indexOf("://");
        int equals = stripped.indexOf('=');
        boolean named = equals > 0 && (scheme < 0 || equals < scheme);
        String address = named ? stripped.substring(equals + 1) : stripped;
        URI base = uri(address.endsWith("/") ? address.substring(0, address.length() - 1) : address, text);
        return new ServerAddress(named ? stripped.substring(0, equals).strip() : nameOf(base), base);
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

    private static URI uri(String address, String typed) {
        try {
            URI uri = new URI(address);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, as for one that is no address of an application.
        }
        throw new IllegalArgumentException(
                "'" + typed.strip() + "' is no address of an application, which is like http://localhost:8080/quakes");
    }

    private static String nameOf(URI base) {
        String path = base.getPath() == null
                ? ""
                : base.getPath().replaceAll("/(api|rest|resources|services)?(/cqrs/telemetry)?$", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() ? base.getAuthority() : last;
    }

    /** The same application under another name. */
    public ServerAddress named(String newName) {
        return new ServerAddress(newName, base);
    }
}
