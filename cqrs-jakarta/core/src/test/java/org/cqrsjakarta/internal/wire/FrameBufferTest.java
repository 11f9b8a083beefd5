package org.cqrsjakarta.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameBufferTest {

    private final FrameBuffer buffer = new FrameBuffer();
    private final List<byte[]> arrays = new ArrayList<>();
    private final List<Integer> writes = new ArrayList<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private final OutputStream out = new OutputStream() {
        @Override
        public void write(int b) {
            throw new AssertionError("a byte at a time");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            arrays.add(bytes);
            writes.add(length);
            written.write(bytes, offset, length);
        }
    };

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + seed);
        }
        return bytes;
    }

    @Test
    void isFullFromThatManyBytesOn() {
        buffer.add(bytes(FrameBuffer.FULL - 1, 0));
        assertThat(buffer.isFull()).isFalse();
        buffer.add(bytes(1, 0));
        assertThat(buffer.isFull()).isTrue();
    }

    @Test
    void aLargeArrayThatComesFirstIsNotCopiedASmallerOneIs() throws IOException {
        byte[] large = bytes(FrameBuffer.FULL, 1);
        buffer.add(large);
        buffer.drainTo(out);
        assertThat(arrays.getFirst()).isSameAs(large);
        byte[] smaller = bytes(FrameBuffer.FULL - 1, 2);
        buffer.add(smaller);
        buffer.drainTo(out);
        assertThat(arrays.getLast()).isNotSameAs(smaller);
    }

    @Test
    void whatFollowsALargeOneDoesNotChangeIt() throws IOException {
        byte[] large = bytes(FrameBuffer.FULL, 3);
        buffer.add(large);
        buffer.add(bytes(10, 4));
        buffer.drainTo(out);
        assertThat(large).isEqualTo(bytes(FrameBuffer.FULL, 3));
        assertThat(written.size()).isEqualTo(FrameBuffer.FULL + 10);
    }

    @Test
    void isWrittenInPartsWithAWordBetweenThem() throws IOException {
        byte[] much = bytes(2 * FrameBuffer.MOST + 5, 5);
        List<Integer> heard = new ArrayList<>();
        buffer.add(much);
        buffer.drainTo(out, () -> heard.add(written.size()));
        assertThat(writes).containsExactly(FrameBuffer.MOST, FrameBuffer.MOST, 5);
        assertThat(heard).containsExactly(FrameBuffer.MOST, 2 * FrameBuffer.MOST);
        assertThat(written.toByteArray()).isEqualTo(much);
        buffer.add(bytes(FrameBuffer.MOST, 6));
        buffer.drainTo(out);
        assertThat(writes).as("what fits is one write").hasSize(4);
    }

    @Test
    void isEmptyAfterAWriteThatFailed() {
        buffer.add(bytes(100, 7));
        assertThatThrownBy(() -> buffer.drainTo(new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("gone");
                    }
                }))
                .isInstanceOf(IOException.class);
        assertThat(buffer.size()).isZero();
    }

    @Test
    void keepsItsArrayForWhatComesNextUnlessThatIsMuchLess() throws IOException {
        buffer.add(bytes(4000, 8));
        buffer.drainTo(out);
        buffer.add(bytes(1000, 9));
        buffer.drainTo(out);
        assertThat(arrays.get(1)).as("a quarter of it").isSameAs(arrays.get(0));
        buffer.add(bytes(999, 10));
        buffer.drainTo(out);
        assertThat(arrays.get(2)).as("in it still").isSameAs(arrays.get(0));
        buffer.add(bytes(999, 11));
        buffer.drainTo(out);
        assertThat(arrays.get(3)).as("after less than a quarter").isNotSameAs(arrays.get(0));
    }
}
