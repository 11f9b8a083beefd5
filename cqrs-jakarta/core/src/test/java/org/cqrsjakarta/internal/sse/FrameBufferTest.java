package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameBufferTest {

    private final FrameBuffer frames = new FrameBuffer("7f3a", 8);

    private String written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frames.drainTo(out);
        return out.toString(UTF_8);
    }

    @Test
    void anItemHasIdEventAndData() throws IOException {
        frames.item(12, "{\"a\":1}");
        assertThat(written()).isEqualTo("id: 7f3a.12\nevent: item\ndata: {\"a\":1}\n\n");
    }

    @Test
    void otherEventsHaveNoId() throws IOException {
        frames.retry(2000);
        frames.event("complete", "{}");
        frames.comment();
        assertThat(written()).isEqualTo("retry: 2000\n\nevent: complete\ndata: {}\n\n:\n\n");
    }

    @Test
    void lineBreaksBetweenTokensAreLeftOut() throws IOException {
        frames.item(1, "{\r\n  \"a\" : \"x\\ny\"\n}");
        assertThat(written()).isEqualTo("id: 7f3a.1\nevent: item\ndata: {  \"a\" : \"x\\ny\"}\n\n");
    }

    @Test
    void textIsUtf8() throws IOException {
        frames.item(1, "\"Fiji \u2028 \uD83C\uDF0B\"");
        assertThat(written()).isEqualTo("id: 7f3a.1\nevent: item\ndata: \"Fiji \u2028 \uD83C\uDF0B\"\n\n");
    }

    @Test
    void aLargeItemGrowsTheBuffer() throws IOException {
        String megabyte = "\"" + "x".repeat(1 << 20) + "\"";
        frames.item(1, megabyte);
        assertThat(written()).contains(megabyte);
        assertThat(frames.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "a:b", "é"})
    void namesThatCouldForgeAFieldAreRefused(String name) {
        assertThatThrownBy(() -> frames.event(name, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
        assertThatThrownBy(() -> new FrameBuffer(name, 8)).isInstanceOf(IllegalArgumentException.class);
    }
}
