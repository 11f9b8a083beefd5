package org.cqrsjakarta.inspector.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object: texts, numbers, truth values, further objects, lists. Each is asked for by its name, and
 * what is missing or of another kind is said with its place.
 */
final class Fields {

    private final String place;
    private final Map<String, Object> members;

    private Fields(String place, Map<String, Object> members) {
        this.place = place;
        this.members = members;
    }

    /**
     * Reads the object at which the parser stands.
     *
     * @param place what it is called in complaints
     */
    static Fields read(JsonParser parser, String place) throws IOException, MalformedMessageException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedMessageException(place + " is no JSON object but " + described(parser.currentToken()));
        }
        Map<String, Object> members = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Object value = value(parser, parser.nextToken(), place + ", member '" + name + "'");
            if (value != null) {
                members.put(name, value);
            }
        }
        return new Fields(place, members);
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, String place)
            throws IOException, MalformedMessageException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> read(parser, place);
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Object element = value(parser, parser.currentToken(), place + ", element " + elements.size());
                    if (element != null) {
                        elements.add(element);
                    }
                }
                yield elements;
            }
            default -> null;
        };
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    String text(String name) throws MalformedMessageException {
        return get(name, String.class, "a text");
    }

    @Nullable
    String textIfThere(String name) throws MalformedMessageException {
        return has(name) ? text(name) : null;
    }

    long number(String name) throws MalformedMessageException {
        long number = get(name, Long.class, "a whole number");
        if (number < 0) {
            throw new MalformedMessageException(place + ": '" + name + "' is " + number + ", allowed: 0 or more");
        }
        return number;
    }

    int count(String name) throws MalformedMessageException {
        long number = number(name);
        if (number > Integer.MAX_VALUE) {
            throw new MalformedMessageException(
                    place + ": '" + name + "' is " + number + ", allowed: at most " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    double ratio(String name) throws MalformedMessageException {
        return get(name, Number.class, "a number").doubleValue();
    }

    boolean truth(String name) throws MalformedMessageException {
        return get(name, Boolean.class, "true or false");
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> type) throws MalformedMessageException {
        String found = text(name);
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(found)) {
                return value;
            }
        }
        throw new MalformedMessageException(place + ": '" + name + "' is '" + found + "', allowed: "
                + Arrays.toString(type.getEnumConstants()).replaceAll("[\\[\\]]", ""));
    }

    Fields object(String name) throws MalformedMessageException {
        return get(name, Fields.class, "an object");
    }

    List<Fields> objects(String name) throws MalformedMessageException {
        return elements(name, Fields.class, "an object");
    }

    List<String> texts(String name) throws MalformedMessageException {
        return elements(name, String.class, "a text");
    }

    private <T> List<T> elements(String name, Class<T> type, String wanted) throws MalformedMessageException {
        List<?> found = get(name, List.class, "a list");
        List<T> elements = new ArrayList<>(found.size());
        for (Object element : found) {
            if (!type.isInstance(element)) {
                throw new MalformedMessageException(
                        place + ": element " + elements.size() + " of '" + name + "' is not " + wanted);
            }
            elements.add(type.cast(element));
        }
        return elements;
    }

    private <T> T get(String name, Class<T> type, String wanted) throws MalformedMessageException {
        Object found = members.get(name);
        if (found == null) {
            throw new MalformedMessageException(place + ": '" + name + "' is missing, which is " + wanted);
        }
        if (!type.isInstance(found)) {
            throw new MalformedMessageException(place + ": '" + name + "' is not " + wanted);
        }
        return type.cast(found);
    }

    static String described(@Nullable JsonToken token) {
        return token == null
                ? "empty"
                : switch (token) {
                    case START_ARRAY -> "a list";
                    case START_OBJECT -> "an object";
                    default ->
                        token.name()
                                .toLowerCase(Locale.ROOT)
                                .replace("value_", "a ")
                                .replace('_', ' ');
                };
    }
}
