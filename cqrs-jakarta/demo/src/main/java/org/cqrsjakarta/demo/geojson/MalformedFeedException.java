package org.cqrsjakarta.demo.geojson;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What was read is not the GeoJSON it should be. */
public final class MalformedFeedException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedFeedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
