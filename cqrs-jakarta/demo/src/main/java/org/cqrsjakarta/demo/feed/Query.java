package org.cqrsjakarta.demo.feed;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The part of the USGS's query interface (FDSN Web Service Specifications, {@code fdsnws-event}) that the replay
 * understands.
 *
 * @param minMagnitude quakes below it are left out
 */
record Query(double minMagnitude) {

    /**
     * Reads the query part of a URL.
     *
     * @param query as it was sent, still encoded
     * @return what it asks for
     * @throws IllegalArgumentException when it asks for something that the replay does not do
     */
    static Query parse(@Nullable String query) {
        String format = "";
        String order = "";
        double minMagnitude = Double.NEGATIVE_INFINITY;
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = pair.substring(0, Math.max(equals, 0));
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            switch (name) {
                case "format" -> format = value;
                case "orderby" -> order = value;
                case "minmagnitude" -> minMagnitude = Double.parseDouble(value);
                default -> throw new IllegalArgumentException("Unknown parameter: " + pair);
            }
        }
        if (!format.equals("geojson") || !order.equals("time-asc")) {
            throw new IllegalArgumentException("Only format=geojson and orderby=time-asc are served here");
        }
        return new Query(minMagnitude);
    }
}
