package org.cqrsjakarta.demo;

import java.util.OptionalDouble;
import org.cqrsjakarta.StreamRequest;

/**
 * Asks for the quakes of the week, newest last.
 *
 * @param minMagnitude quakes below it are left out; empty: all quakes
 */
public record StreamQuakes(OptionalDouble minMagnitude) implements StreamRequest<Quake> {

    /**
     * Asks for the quakes of this magnitude and above.
     *
     * @param magnitude a finite number
     * @return the request
     */
    public static StreamQuakes atLeast(double magnitude) {
        return new StreamQuakes(OptionalDouble.of(magnitude));
    }

    /**
     * Asks for every quake.
     *
     * @return the request
     */
    public static StreamQuakes all() {
        return new StreamQuakes(OptionalDouble.empty());
    }
}
