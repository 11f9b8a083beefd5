package org.cqrsjakarta.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/**
 * What clients in wide use need of an event stream beyond the specification, which allows more: no blank line behind
 * anything but data, and the id in the last line of its block.
 */
public final class Blocks {

    private Blocks() {}

    /** Fails if there is a block that such clients would misread. */
    public static void assertSoundFor(String stream) {
        List<String> block = new ArrayList<>();
        for (String line : stream.split("\n", -1)) {
            if (!line.isEmpty()) {
                block.add(line);
                continue;
            }
            if (!block.isEmpty()) {
                assertThat(block).as("a block of " + stream).anyMatch(field -> field.startsWith("data: "));
                assertThat(block.subList(0, block.size() - 1))
                        .as("what stands before the last line of its block")
                        .noneMatch(field -> field.startsWith("id"));
            }
            block.clear();
        }
    }
}
