package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.junit.jupiter.api.Test;

class KeptBytesTest {

    private static final int SEGMENT = FrameBuffer.FULL;

    private final KeptBytes kept = new KeptBytes();
    private byte next;

    /** Each byte another one than its neighbours. */
    private byte[] some(int many) {
        byte[] some = new byte[many];
        for (int i = 0; i < many; i++) {
            some[i] = next++;
        }
        return some;
    }

    private byte[] read(long from, long many) throws IOException {
        FrameBuffer buffer = new FrameBuffer();
        kept.read(from, many, buffer);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (buffer.size() > 0) {
            buffer.drainTo(out);
        }
        return out.toByteArray();
    }

    /** Against one array of everything that was ever added. */
    @Test
    void whatIsReadIsWhatWasAddedWhateverWasDropped() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            KeptBytesTest one = new KeptBytesTest();
            ByteArrayOutputStream everything = new ByteArrayOutputStream();
            long begin = 0;
            for (int step = 0; step < 300; step++) {
                int longest = random.nextInt(20) == 0 ? 3 * SEGMENT : random.nextInt(5) == 0 ? 2_000 : 200;
                byte[] added = one.some(random.nextInt(longest));
                if (random.nextBoolean()) {
                    one.kept.add(added);
                } else {
                    int part = random.nextInt(added.length + 1);
                    byte[] rest = Arrays.copyOfRange(added, part, added.length);
                    one.kept.add(added, part, rest.length);
                    one.kept.add(Arrays.copyOf(rest, rest.length + 3), rest.length, 0);
                }
                everything.writeBytes(added);
                if (random.nextInt(4) == 0) {
                    long dropped = random.nextLong(one.kept.size() + 1);
                    one.kept.drop(dropped);
                    begin += dropped;
                }
                assertThat(one.kept.end()).isEqualTo(everything.size());
                assertThat(one.kept.size()).isEqualTo(everything.size() - begin);
                long from = begin + random.nextLong(one.kept.size() + 1);
                long many = random.nextLong(everything.size() - from + 1);
                assertThat(one.read(from, many))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(Arrays.copyOfRange(everything.toByteArray(), (int) from, (int) (from + many)));
            }
        }
    }

    @Test
    void aLargeFrameIsNeverCopied() throws IOException {
        kept.add(some(10));
        byte[] large = some(SEGMENT);
        kept.add(large);
        kept.add(some(10));
        FrameBuffer buffer = new FrameBuffer();
        kept.read(10, large.length, buffer);
        byte[][] written = new byte[1][];
        buffer.drainTo(new java.io.OutputStream() {
            @Override
            public void write(byte[] bytes, int from, int length) {
                written[0] = bytes;
            }

            @Override
            public void write(int one) {
                throw new AssertionError("one by one");
            }
        });
        assertThat(written[0]).isSameAs(large);
    }

    @Test
    void whatIsKeptTakesLittleMoreThanItsBytesAlsoAfterAPeak() {
        for (int i = 0; i < 10_000; i++) {
            kept.add(some(100));
        }
        assertThat(kept.taken()).isLessThan(1_000_000 + SEGMENT);
        kept.drop(999_000);
        assertThat(kept.taken()).as("of 1,000 that are kept").isLessThan(4_001);
        kept.drop(1_000);
        assertThat(kept.taken()).as("of none").isZero();
    }

    @Test
    void aFewFramesTakeNoMoreThanHalfOfTheirBytesAgain() {
        for (int i = 1; i <= 40; i++) {
            kept.add(some(130));
            assertThat(kept.taken()).isLessThanOrEqualTo(i * 130 * 3 / 2 + 256);
        }
    }

    /** Half of what is added is taken back, after some or all of it. */
    @Test
    void whatIsTakenBackWasNeverThere() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            KeptBytesTest one = new KeptBytesTest();
            ByteArrayOutputStream everything = new ByteArrayOutputStream();
            for (int step = 0; step < 200; step++) {
                long before = one.kept.end();
                byte[] added = one.some(1 + random.nextInt(random.nextInt(20) == 0 ? 2 * SEGMENT : 300));
                boolean isWhole = random.nextBoolean();
                if (isWhole) {
                    one.kept.add(added);
                } else {
                    one.kept.add(added, added.length, random.nextInt(500));
                }
                if (random.nextBoolean()) {
                    one.kept.cut(before);
                } else {
                    everything.writeBytes(added);
                }
                assertThat(one.read(0, one.kept.end()))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(everything.toByteArray());
            }
        }
    }

    @Test
    void theFirstFrameHasASegmentOfItsLengthWhateverItsParts() {
        kept.add(some(18), 18, 112);
        kept.add(some(100), 100, 12);
        kept.add(some(20), 12, 0);
        assertThat(kept.taken()).isEqualTo(130);
    }
}
