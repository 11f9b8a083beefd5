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
import org.cqrsjakarta.inspector.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object: texts, numbers, truth values, further objects, lists. Each is asked for by its name, and
 * what is missing or of another kind is said with its place.
 */
final class Fields {

    /** Stands for a number that is greater than any that is allowed. */
    private static final Object BEYOND = new Object();

    private final String place;
    private final Map<String, Object> members;

    private Fields(String place, Map<String, Object> members) {
        this.place = place;
        this.members = members;
    }

    /** How many values are left to a message. */
    private static final class Allowance {
        private int left = Limits.VALUES;

        void take(String place) throws MalformedMessageException {
            if (--left < 0) {
                throw new MalformedMessageException(
                        place + ": the message has more than the " + Limits.VALUES + " values that are allowed");
            }
        }
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
        return members(parser, place, new Allowance());
    }

    private static Fields members(JsonParser parser, String place, Allowance allowance)
            throws IOException, MalformedMessageException {
        Map<String, Object> members = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser, place + ", member '" + Printable.of(name, 40) + "'", allowance);
            if (value != null && members.put(name, value) != null) {
                throw new MalformedMessageException(place + ": '" + Printable.of(name, 40) + "' is there twice");
            }
        }
        return new Fields(place, members);
    }

    private static @Nullable Object value(JsonParser parser, String place, Allowance allowance)
            throws IOException, MalformedMessageException {
        allowance.take(place);
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? BEYOND : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> members(parser, place, allowance);
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Object value = value(parser, place + ", element " + elements.size(), allowance);
                    if (value != null) {
                        elements.add(value);
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

    /** A word of the protocol, or what is shown to nobody. */
    String text(String name) throws MalformedMessageException {
        return get(name, String.class, "a text");
    }

    /** A name, as it is shown. */
    String name(String name, Names names) throws MalformedMessageException {
        return names.known(text(name));
    }

    /** A list of names, as they are shown. */
    List<String> names(String name, Names names) throws MalformedMessageException {
        List<String> found = elements(name, String.class, "a text");
        if (found.size() > Limits.LISTED) {
            throw new MalformedMessageException(
                    place + ": '" + name + "' has " + found.size() + " elements, allowed: at most " + Limits.LISTED);
        }
        List<String> shown = new ArrayList<>(found.size());
        for (String text : found) {
            shown.add(names.known(text));
        }
        return shown;
    }

    long number(String name) throws MalformedMessageException {
        return number(name, Limits.NUMBER);
    }

    int count(String name) throws MalformedMessageException {
        return (int) number(name, Integer.MAX_VALUE);
    }

    private long number(String name, long most) throws MalformedMessageException {
        long number = members.get(name) == BEYOND ? Long.MAX_VALUE : get(name, Long.class, "a whole number");
        if (number < 0) {
            throw new MalformedMessageException(place + ": '" + name + "' is " + number + ", allowed: 0 or more");
        }
        if (number > most) {
            String found = number == Long.MAX_VALUE ? "beyond all bounds" : Long.toString(number);
            throw new MalformedMessageException(place + ": '" + name + "' is " + found + ", allowed: at most " + most);
        }
        return number;
    }

    /** From 0 to 1. */
    double ratio(String name) throws MalformedMessageException {
        double ratio = get(name, Number.class, "a number").doubleValue();
        if (ratio < 0 || ratio > 1) {
            throw new MalformedMessageException(place + ": '" + name + "' is " + ratio + ", allowed: 0 to 1");
        }
        return ratio;
    }

    /** Whether it is there, and true. */
    boolean isTrue(String name) throws MalformedMessageException {
        return has(name) && truth(name);
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
        throw new MalformedMessageException(place + ": '" + name + "' is '" + Printable.of(found, 40) + "', allowed: "
                + Arrays.toString(type.getEnumConstants()).replaceAll("[\\[\\]]", ""));
    }

    Fields object(String name) throws MalformedMessageException {
        return get(name, Fields.class, "an object");
    }

    List<Fields> objects(String name) throws MalformedMessageException {
        return elements(name, Fields.class, "an object");
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
