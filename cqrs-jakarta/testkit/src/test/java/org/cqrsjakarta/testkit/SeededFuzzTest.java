package org.cqrsjakarta.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** See docs/fuzzing.md. */
class SeededFuzzTest {

    private static final int[] FIRST_BYTES = {0xC0, 0xC2, 0xDF, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
    private static final int[] FURTHER_BYTES = {0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBB, 0xBF, 0xC0};
    private static final List<StreamCase> CASES = StreamCases.all();

    private static final List<String> WORDS = List.of(
            "data",
            "data:",
            "data: ",
            "event: ",
            "id: ",
            "id",
            "retry: ",
            "retry:",
            ":",
            ": ",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\r\r",
            "\r\n\r\n",
            "\uFEFF",
            "\0",
            " ",
            "99999999999999999999",
            "\u0661");

    @Test
    void anyBytes() {
        Campaign.run("the parser with words and bytes", SeededFuzzTest::words, ParserFuzz::fuzzerTestOneInput);
    }

    @Test
    void streamsThatWereSpoilt() {
        Campaign.run("the parser with spoilt streams", SeededFuzzTest::spoilt, ParserFuzz::fuzzerTestOneInput);
    }

    @Test
    void anyItems() {
        try {
            Campaign.run("the delivery of items", SeededFuzzTest::items, DeliveryFuzz::fuzzerTestOneInput);
        } finally {
            DeliveryFuzz.close();
        }
    }

    private static byte[] words(Random random) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int parts = random.nextInt(40);
        for (int i = 0; i < parts; i++) {
            stream.writeBytes(
                    switch (random.nextInt(6)) {
                        case 0 -> bytes(random, 4);
                        case 1 -> wrongCharacter(random);
                        case 2, 3 -> oneOf(NastyText.PIECES, random);
                        default -> oneOf(WORDS, random);
                    });
        }
        return stream.toByteArray();
    }

    private static byte[] oneOf(List<String> words, Random random) {
        return words.get(random.nextInt(words.size())).getBytes(UTF_8);
    }

    /** Bytes at the bounds of what begins and continues a character; now and then they are one. */
    private static byte[] wrongCharacter(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(FIRST_BYTES[random.nextInt(FIRST_BYTES.length)]);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes.write(FURTHER_BYTES[random.nextInt(FURTHER_BYTES.length)]);
        }
        return bytes.toByteArray();
    }

    private static byte[] spoilt(Random random) {

        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = random.nextInt(3); i >= 0; i--) {
            stream.writeBytes(CASES.get(random.nextInt(CASES.size())).stream());
        }
        byte[] bytes = stream.toByteArray();
        for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
            bytes = spoilt(bytes, random);
        }
        return bytes;
    }

    /** One byte is changed, left out or doubled, or the rest is cut off. */
    private static byte[] spoilt(byte[] stream, Random random) {
        int place = random.nextInt(stream.length);
        ByteArrayOutputStream spoilt = new ByteArrayOutputStream();
        spoilt.write(stream, 0, place);
        int kind = random.nextInt(20);
        if (kind < 8) {
            spoilt.write(kind < 4 ? stream[place] ^ 1 << random.nextInt(8) : random.nextInt(256));
        } else if (kind < 13) {
            spoilt.write(stream[place]);
            spoilt.write(stream[place]);
        }
        if (kind < 19) {
            spoilt.write(stream, place + 1, stream.length - place - 1);
        }
        return spoilt.toByteArray();
    }

    private static byte[] items(Random random) {
        return bytes(random, random.nextInt(20) == 0 ? 2000 : 60);
    }

    private static byte[] bytes(Random random, int atMost) {
        byte[] bytes = new byte[random.nextInt(atMost + 1)];
        random.nextBytes(bytes);
        return bytes;
    }
}
