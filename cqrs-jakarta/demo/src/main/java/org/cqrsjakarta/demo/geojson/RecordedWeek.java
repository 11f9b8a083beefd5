package org.cqrsjakarta.demo.geojson;

import jakarta.json.JsonObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The recorded week inside the WAR; where it comes from is told by the PROVENANCE file beside it. */
public final class RecordedWeek {

    /** Name of the file. */
    public static final String FILE = "usgs-all-week-2018-02-07.geojson";

    private RecordedWeek() {}

    /**
     * Opens the file: GeoJSON, newest quake first.
     *
     * @return to be closed by the caller
     * @throws IOException when the file is not in the WAR
     */
    public static InputStream open() throws IOException {
        var stream = RecordedWeek.class.getResourceAsStream(FILE);
        if (stream == null) {
            throw new FileNotFoundException(FILE + " is not on the class path, beside " + RecordedWeek.class);
        }
        return stream;
    }

    /**
     * Reads all features, to be replayed.
     *
     * @return oldest quake first; unmodifiable
     * @throws IOException when the file cannot be read
     */
    public static List<JsonObject> features() throws IOException {
        var features = new ArrayList<JsonObject>();
        try (var file = open()) {
            var reader = new FeatureReader(file, FILE);
            for (var feature = reader.next(); feature != null; feature = reader.next()) {
                features.add(feature);
            }
        }
        Collections.reverse(features);
        return Collections.unmodifiableList(features);
    }
}
