package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonLineTest {

    /** What is looked for, its neighbours, and characters of one to four bytes. */
    private static final int[] CHARACTERS = {
        '\n', '\r', '?', '\t', 0x0b, '>', '@', 'a', '"', ' ', 0x7f, 0x80, 0x8a, 0xe4, 0x10a, 0x20ac, 0x1f600, 0xd800,
        0xdfff
    };

    /** One byte after another. */
    private static String expected(String json) {
        return LoneSurrogates.escaped(json).replace("\n", "").replace("\r", "");
    }

    private static String actual(String json) {
        return new String(JsonLine.of(json), UTF_8);
    }

    @Test
    void whatIsLookedForIsFoundAtEachPlaceOfEachLength() {
        for (int length = 1; length <= 40; length++) {
            for (int at = 0; at < length; at++) {
                for (int one : CHARACTERS) {
                    String json = "a".repeat(at) + Character.toString(one) + "a".repeat(length - at - 1);
                    assertThat(actual(json)).isEqualTo(expected(json));
                }
            }
        }
    }

    @Test
    void anyMixIsOneLineOfTheSameText() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder mix = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                mix.appendCodePoint(random.nextInt(3) == 0 ? CHARACTERS[random.nextInt(CHARACTERS.length)] : 'x');
            }
            String json = mix.toString();
            assertThat(actual(json)).isEqualTo(expected(json));
        }
    }
}
