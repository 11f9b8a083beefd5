package org.cqrsjakarta.demo;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.cqrsjakarta.Keyed;

/**
 * One earthquake.
 *
 * @param id        the network's id, the same in the feed and in the catalogue
 * @param time      when it happened, to the millisecond
 * @param magnitude on the scale the network chose
 * @param place     where, in words
 * @param longitude in degrees, east positive
 * @param latitude  in degrees, north positive
 * @param depthKm   in kilometres below the surface; can be slightly negative
 * @param source    {@link #LIVE} or {@link #CATALOGUE}
 */
@JsonbPropertyOrder({"id", "time", "magnitude", "place", "longitude", "latitude", "depthKm", "source"})
public record Quake(
        String id,
        Instant time,
        double magnitude,
        String place,
        double longitude,
        double latitude,
        double depthKm,
        String source)
        implements Keyed {

    /** {@link #source} of the quakes that come from the feed. */
    public static final String LIVE = "live";

    /** {@link #source} of the quakes that come from the database. */
    public static final String CATALOGUE = "catalogue";

    /** The id: a quake is the same quake whichever source it comes from. */
    @Override
    public Object key() {
        return id;
    }
}
