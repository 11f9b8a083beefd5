package org.cqrsjakarta.internal.deployment;

import jakarta.json.bind.Jsonb;
import org.cqrsjakarta.internal.wire.JsonText;
import org.cqrsjakarta.spi.ItemEncoder;

/**
 * JSON-B with its defaults. Texts, whole numbers and truth values are written here, as it would write them: a text
 * takes it microseconds.
 */
final class JsonbEncoder implements ItemEncoder {

    private final Jsonb jsonb;

    /**
     * Wraps it.
     *
     * @param jsonb without adapters, serializers or other settings of an application's
     */
    JsonbEncoder(Jsonb jsonb) {
        this.jsonb = jsonb;
    }

    @Override
    public String encode(Object item) {
        return switch (item) {
            case String text -> JsonText.quoted(text);
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case Short number -> number.toString();
            case Byte number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> jsonb.toJson(item);
        };
    }
}
