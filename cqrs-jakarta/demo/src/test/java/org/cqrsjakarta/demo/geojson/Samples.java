package org.cqrsjakarta.demo.geojson;

import jakarta.json.JsonObject;

/** Pieces of the recorded week. */
final class Samples {

    /** A quake of the week, shortened to what is read of it. */
    static final String QUAKE = "{\"type\":\"Feature\",\"properties\":{\"mag\":5.3,"
            + "\"place\":\"50km NNW of Sangiang, Indonesia\",\"time\":1517364031800},"
            + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[118.7906,-7.8628,15.18]},\"id\":\"us2000crkq\"}";

    private Samples() {}

    static long time(JsonObject feature) {
        return feature.getJsonObject("properties").getJsonNumber("time").longValue();
    }
}
