package org.cqrsjakarta.demo.web;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.cqrsjakarta.demo.feed.Fault;
import org.jspecify.annotations.Nullable;

/** A fault as JSON: {@code {"kind":"drop","afterItems":20}}. */
final class FaultDocument {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private static final String KINDS = Arrays.stream(Fault.Kind.values())
            .map(kind -> "\"" + name(kind) + "\"")
            .collect(Collectors.joining(", "));

    private FaultDocument() {}

    /**
     * Reads a fault.
     *
     * @param body UTF-8
     * @return the fault
     * @throws BadInputException when the body is no JSON object, lacks a kind, or has anything that is not known
     */
    static Fault parse(byte[] body) throws BadInputException {
        var document = object(body);
        for (String name : document.keySet()) {
            if (!name.equals("kind") && !name.equals("afterItems")) {
                throw new BadInputException("Found the field " + BadInputException.quote(name)
                        + ", but the only ones known are \"kind\" and \"afterItems\"");
            }
        }
        return new Fault(kind(document.get("kind")), afterItems(document.get("afterItems")));
    }

    /** The fault as JSON. */
    static JsonObject write(Fault fault) {
        return Json.createObjectBuilder()
                .add("kind", name(fault.kind()))
                .add("afterItems", fault.afterItems())
                .build();
    }

    private static JsonObject object(byte[] body) throws BadInputException {
        JsonValue found;
        try (var parser = PARSERS.createParser(new ByteArrayInputStream(body), StandardCharsets.UTF_8);
                var reader = READERS.createReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
            // To the end: a reader stops behind the value, and would not see what follows.
            while (parser.hasNext()) {
                parser.next();
            }
            found = reader.readValue();
        } catch (JsonException | NoSuchElementException e) {
            throw new BadInputException("The body is not JSON, or has a field twice; it must be an object like"
                    + " {\"kind\":\"drop\",\"afterItems\":20}");
        }
        if (found instanceof JsonObject object) {
            return object;
        }
        throw new BadInputException("The body is JSON of the type " + found.getValueType()
                + ", but must be an object like {\"kind\":\"drop\",\"afterItems\":20}");
    }

    private static Fault.Kind kind(@Nullable JsonValue found) throws BadInputException {
        if (found instanceof JsonString string) {
            for (var kind : Fault.Kind.values()) {
                if (name(kind).equals(string.getString())) {
                    return kind;
                }
            }
        }
        throw new BadInputException("Field \"kind\" is " + describe(found) + ", but must be one of " + KINDS);
    }

    private static int afterItems(@Nullable JsonValue found) throws BadInputException {
        if (found == null) {
            return 0;
        }
        try {
            if (found instanceof JsonNumber number && number.intValueExact() >= 0) {
                return number.intValueExact();
            }
        } catch (ArithmeticException e) {
            // Said below, together with what is right.
        }
        throw new BadInputException("Field \"afterItems\" is " + describe(found)
                + ", but must be a whole number from 0 to " + Integer.MAX_VALUE);
    }

    private static String describe(@Nullable JsonValue found) {
        return switch (found) {
            case null -> "missing";
            case JsonString string -> BadInputException.quote(string.getString());
            default -> BadInputException.quote(found.toString());
        };
    }

    private static String name(Fault.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
