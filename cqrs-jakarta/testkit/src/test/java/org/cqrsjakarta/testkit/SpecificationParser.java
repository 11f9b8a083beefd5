package org.cqrsjakarta.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The plain second parser, to which {@link EventStreamParser} is compared: works on the whole text, with the steps of
 * WHATWG HTML, chapter 9.2.6, one after the other, and shares nothing with the other one but {@link Frame}.
 */
final class SpecificationParser {

    private static final int LONGEST_CHARACTER = 4;

    /** Each range of a continuation byte that matters somewhere, by its first and its last value. */
    private static final int[] CONTINUATIONS = {0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF};

    private SpecificationParser() {}

    static List<Frame> parse(byte[] stream) {
        String text = decode(stream);
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<Frame> frames = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (String line : completeLines(withoutMark)) {
            if (line.isEmpty()) {
                addFrame(block, frames);
                block.clear();
            } else {
                block.add(line);
            }
        }
        return frames;
    }

    /** What follows the last line end is no line. */
    private static List<String> completeLines(String text) {
        String[] lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        return Arrays.asList(lines).subList(0, lines.length - 1);
    }

    private static void addFrame(List<String> lines, List<Frame> frames) {
        List<String> comments = new ArrayList<>();
        List<String> data = new ArrayList<>();
        String event = "";
        String id = null;
        Duration retry = null;
        for (String line : lines) {
            String[] parts = line.split(":", 2);
            String value = parts.length == 1 ? "" : parts[1].replaceFirst("^ ", "");
            if (line.startsWith(":")) {
                comments.add(value);
            } else if (parts[0].equals("data")) {
                data.add(value);
            } else if (parts[0].equals("event")) {
                event = value;
            } else if (parts[0].equals("id") && !value.contains("\0")) {
                id = value;
            } else if (parts[0].equals("retry") && value.matches("[0-9]+")) {
                retry = Duration.ofMillis(
                        value.replaceFirst("^0+", "").length() > 18 ? huge(value) : Long.parseLong(value));
            }
        }
        if (!data.isEmpty()) {
            frames.add(new Frame(comments, id, event.isEmpty() ? "message" : event, String.join("\n", data), retry));
        } else if (id != null || retry != null || !comments.isEmpty()) {
            frames.add(new Frame(comments, id, "", null, retry));
        }
    }

    private static long huge(String digits) {
        return new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** Each longest beginning of a character that does not become one is one replacement character (Unicode, 3.9). */
    private static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(LONGEST_CHARACTER, bytes.length - at);
            while (length > 1 && !isBeginning(Arrays.copyOfRange(bytes, at, at + length))) {
                length--;
            }
            String character = strict(Arrays.copyOfRange(bytes, at, at + length));
            text.append(character == null ? "\uFFFD" : character);
            at += length;
        }
        return text.toString();
    }

    /** Whether it is a character, or would be one with further bytes. */
    private static boolean isBeginning(byte[] some) {
        String character = strict(some);
        if (character != null) {
            return character.codePointCount(0, character.length()) == 1;
        }
        if (some.length == LONGEST_CHARACTER) {
            return false;
        }
        for (int next : CONTINUATIONS) {
            byte[] longer = Arrays.copyOf(some, some.length + 1);
            longer[some.length] = (byte) next;
            if (isBeginning(longer)) {
                return true;
            }
        }
        return false;
    }

    private static String strict(byte[] some) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(some)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
