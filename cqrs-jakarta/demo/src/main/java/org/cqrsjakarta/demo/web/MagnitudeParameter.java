package org.cqrsjakarta.demo.web;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.cqrsjakarta.demo.StreamQuakes;

/** The query parameters of a stream of quakes: none, or one magnitude; and where a client that comes back was. */
final class MagnitudeParameter {

    private static final String NAME = "minMagnitude";

    /** Read by the mediator, from a client that cannot send the header. */
    private static final String WHERE_IT_WAS = "lastEventId";

    private static final double LOWEST = -5;
    private static final double HIGHEST = 12;

    /** Plainer than what Java takes for a number, NaN, hexadecimal digits and a trailing {@code d} included. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,3}(\\.\\d{1,20})?");

    private MagnitudeParameter() {}

    /**
     * Reads the parameters.
     *
     * @param parameters all that were sent, decoded
     * @return the request
     * @throws BadInputException when there is an unknown one, or the magnitude is not one
     */
    static StreamQuakes parse(Map<String, List<String>> parameters) throws BadInputException {
        for (String name : parameters.keySet()) {
            if (!name.equals(NAME) && !name.equals(WHERE_IT_WAS)) {
                throw new BadInputException("Found the query parameter " + BadInputException.quote(name)
                        + ", but the only one known is " + NAME);
            }
        }
        var values = parameters.getOrDefault(NAME, List.of());
        if (values.size() > 1) {
            throw new BadInputException(
                    "Found " + values.size() + " times the query parameter " + NAME + ", but one is allowed");
        }
        return values.isEmpty() ? StreamQuakes.all() : StreamQuakes.atLeast(magnitude(values.getFirst()));
    }

    private static double magnitude(String found) throws BadInputException {
        if (NUMBER.matcher(found).matches()) {
            double magnitude = Double.parseDouble(found);
            if (magnitude >= LOWEST && magnitude <= HIGHEST) {
                return magnitude;
            }
        }
        throw new BadInputException("Query parameter " + NAME + " is " + BadInputException.quote(found)
                + ", but must be a decimal number from -5 to 12, for instance 2.5");
    }
}
