package org.cqrsjakarta.internal.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** docs/inspector-protocol.schema.json, which every line has to keep to. */
final class ProtocolSchema {

    private static final Schema SCHEMA = read();

    private ProtocolSchema() {}

    static void assertKeepsTo(String line) {
        assertThat(line).endsWith("\n").doesNotContain("\r");
        assertThat(line.indexOf('\n')).as("one line").isEqualTo(line.length() - 1);
        assertThat(SCHEMA.validate(line, InputFormat.JSON)).as(line).isEmpty();
    }

    static boolean keepsTo(String line) {
        return SCHEMA.validate(line, InputFormat.JSON).isEmpty();
    }

    private static Schema read() {
        Path file = Path.of("..", "..", "docs", "inspector-protocol.schema.json");
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(file), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
