package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the same question, asked of one byte after the other. */
class EightBytesTest {

    private static final int ROUNDS = 200_000;

    private final Random random = new Random(1);

    private byte[] eight() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        // Mostly text, so that often none of them is special.
        for (int i = 0; i < bytes.length; i++) {
            if (random.nextInt(16) != 0) {
                bytes[i] = (byte) ('#' + random.nextInt(50));
            }
        }
        return bytes;
    }

    private static boolean has(byte[] bytes, int one) {
        return new String(bytes, ISO_8859_1).indexOf(one) >= 0;
    }

    @Test
    void findsOneThatIsEqualAndNoOther() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = eight();
            for (char one : new char[] {'"', '\\', '?', '\n', '\r'}) {
                assertThat(EightBytes.equal(EightBytes.at(bytes, 0), EightBytes.allOf(one)) != 0)
                        .as("%d in %s", (int) one, Arrays.toString(bytes))
                        .isEqualTo(has(bytes, one));
            }
        }
    }

    @Test
    void findsControlCharactersOfAsciiAndNoOthers() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = eight();
            boolean expected = false;
            for (byte one : bytes) {
                expected |= one >= 0 && one < ' ';
            }
            assertThat(EightBytes.control(EightBytes.at(bytes, 0)) != 0)
                    .as("in %s", Arrays.toString(bytes))
                    .isEqualTo(expected);
        }
    }

    @Test
    void readsFromItsPlaceOn() {
        byte[] bytes = "0123456789\"bcdef".getBytes(US_ASCII);
        assertThat(EightBytes.equal(EightBytes.at(bytes, 2), EightBytes.allOf('"')))
                .isZero();
        assertThat(EightBytes.equal(EightBytes.at(bytes, 3), EightBytes.allOf('"')))
                .isNotZero();
    }
}
