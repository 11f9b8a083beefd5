package org.cqrsjakarta.testkit;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.StringReader;
import java.math.BigDecimal;

/** Items as JSON, equal when they mean the same: however objects are ordered, and numbers are written. */
final class JsonItems {

    private static final Jsonb JSONB = JsonbBuilder.create();

    private JsonItems() {}

    /** What JSON-B makes of an item. */
    static JsonValue of(Object item) {
        return parse(JSONB.toJson(item));
    }

    /**
     * Reads one.
     *
     * @throws jakarta.json.JsonException if it is no JSON
     */
    static JsonValue parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return comparable(reader.readValue());
        }
    }

    private static JsonValue comparable(JsonValue value) {
        return switch (value.getValueType()) {
            case NUMBER -> Json.createValue(shortest(((JsonNumber) value).bigDecimalValue()));
            case ARRAY -> {
                JsonArrayBuilder array = Json.createArrayBuilder();
                value.asJsonArray().forEach(element -> array.add(comparable(element)));
                yield array.build();
            }
            case OBJECT -> {
                JsonObjectBuilder object = Json.createObjectBuilder();
                value.asJsonObject().forEach((name, member) -> object.add(name, comparable(member)));
                yield object.build();
            }
            default -> value;
        };
    }

    /** To JSON-P, 1 and 1.0 are different numbers. */
    private static BigDecimal shortest(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
