package org.cqrsjakarta.internal.deployment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.json.bind.Jsonb;
import org.cqrsjakarta.internal.wire.JsonText;
import org.cqrsjakarta.internal.wire.LineEncoder;

/**
 * JSON-B with its defaults. Texts, whole numbers and truth values are written here, as it would write them: a text
 * takes it microseconds.
 */
final class JsonbLines implements LineEncoder {

    private final LineEncoder others;

    /**
     * Wraps it.
     *
     * @param jsonb without adapters, serializers or other settings of an application's
     */
    JsonbLines(Jsonb jsonb) {
        this.others = LineEncoder.of(jsonb::toJson);
    }

    @Override
    public byte[] line(Object item) {
        return switch (item) {
            case String text -> JsonText.line(text);
            case Integer number -> ascii(number);
            case Long number -> ascii(number);
            case Short number -> ascii(number);
            case Byte number -> ascii(number);
            case Boolean truth -> ascii(truth);
            default -> others.line(item);
        };
    }

    private static byte[] ascii(Object item) {
        return item.toString().getBytes(US_ASCII);
    }
}
