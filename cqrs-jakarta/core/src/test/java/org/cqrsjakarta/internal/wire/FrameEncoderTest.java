package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameEncoderTest {

    private final FrameEncoder frames = new FrameEncoder("7f3a");

    private byte[] item(long position, String json) {
        return frames.item(position, LineEncoder.of(item -> json).line(json));
    }

    private static String text(byte[] frame) {
        return new String(frame, UTF_8);
    }

    @Test
    void anItemHasIdEventAndData() {
        assertThat(text(item(12, "{\"a\":1}"))).isEqualTo("event: item\ndata: {\"a\":1}\nid: 7f3a.12\n\n");
    }

    @Test
    void eventsInBetweenHaveNoId() {
        assertThat(text(FrameEncoder.event("switchover", "{}"))).isEqualTo("event: switchover\ndata: {}\n\n");
        assertThat(text(FrameEncoder.retry(2000))).isEqualTo("retry: 2000\n");
        assertThat(text(FrameEncoder.COMMENT)).isEqualTo(":\n");
    }

    @Test
    void theEndHasAnIdThatSaysSo() {
        assertThat(text(frames.end("complete", "{}"))).isEqualTo("event: complete\ndata: {}\nid: 7f3a.end\n\n");
        assertThat(LastEventId.parse("7f3a.end"))
                .hasValueSatisfying(id -> assertThat(id.isEnd()).isTrue());
    }

    @Test
    void lineBreaksBetweenTokensAreLeftOut() {
        assertThat(text(item(1, "{\r\n  \"a\" : \"x\\ny\"\n}")))
                .isEqualTo("event: item\ndata: {  \"a\" : \"x\\ny\"}\nid: 7f3a.1\n\n");
    }

    @Test
    void textIsUtf8() {
        assertThat(text(item(1, "\"Fiji \u2028 \uD83C\uDF0B\"")))
                .isEqualTo("event: item\ndata: \"Fiji \u2028 \uD83C\uDF0B\"\nid: 7f3a.1\n\n");
    }

    @Test
    void halfASurrogatePairIsEscapedForUtf8HasNoBytesForIt() {
        assertThat(text(item(1, "\"?\ud83c|\udf0b|\ud83c\udf0b\"")))
                .isEqualTo("event: item\ndata: \"?\\ud83c|\\udf0b|\ud83c\udf0b\"\nid: 7f3a.1\n\n");
    }

    @Test
    void aLargeItemIsFollowedByASmallOne() {
        String megabyte = "\"" + "x".repeat(1 << 20) + "\"";
        assertThat(text(item(1, megabyte))).contains(megabyte);
        assertThat(text(item(2, "1"))).isEqualTo("event: item\ndata: 1\nid: 7f3a.2\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "a:b", "é"})
    void namesThatCouldForgeAFieldAreRefused(String name) {
        assertThatThrownBy(() -> FrameEncoder.event(name, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
        assertThatThrownBy(() -> new FrameEncoder(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLargeOneIsGivenWhole() {
        byte[] line = new byte[FrameBuffer.FULL];
        byte[][] given = new byte[1][];
        frames.itemFrame(3, line).giveTo(new Frame.Parts() {
            @Override
            public void add(byte[] all) {
                given[0] = all;
            }

            @Override
            public void add(byte[] some, int many, int following) {
                throw new AssertionError("copied");
            }
        });
        assertThat(given[0]).isEqualTo(frames.item(3, line));
    }

    @Test
    void aLineForWhichThereWasNoMemoryIsLetGo() {
        Frame frame = frames.itemFrame(1, new byte[FrameBuffer.FULL]);
        assertThatThrownBy(() -> frame.giveTo(new Frame.Parts() {
                    @Override
                    public void add(byte[] all) {
                        throw new OutOfMemoryError("by a test");
                    }

                    @Override
                    public void add(byte[] some, int many, int following) {
                        throw new AssertionError("copied");
                    }
                }))
                .isInstanceOf(OutOfMemoryError.class);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        frame.giveTo(new Frame.Parts() {
            @Override
            public void add(byte[] all) {
                throw new AssertionError("the large one");
            }

            @Override
            public void add(byte[] some, int many, int following) {
                again.write(some, 0, many);
            }
        });
        assertThat(again.size()).as("without its line").isLessThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 12_345, Long.MAX_VALUE, 7})
    void inPartsItIsTheSame(long position) {
        byte[] line = {'1', '2'};
        byte[] whole = frames.item(position, line);
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        frames.itemFrame(position, line).giveTo(new Frame.Parts() {
            @Override
            public void add(byte[] all) {
                throw new AssertionError("not worth an array of its own");
            }

            @Override
            public void add(byte[] some, int many, int following) {
                parts.write(some, 0, many);
                assertThat(parts.size() + following).isEqualTo(whole.length);
            }
        });
        assertThat(parts.toByteArray()).isEqualTo(whole);
        assertThat(text(whole)).isEqualTo("event: item\ndata: 12\nid: 7f3a." + position + "\n\n");
    }
}
