package org.cqrsjakarta.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plain second parser, to which {@link EventStreamParser} is compared: works on the whole text, with the steps of
 * WHATWG HTML, chapter 9.2.6, one after the other, and shares nothing with the other one but {@link Frame}.
 */
final class SpecificationParser {

    /** Table 3-7 of the Unicode standard: well-formed characters, or else the longest beginning of one, or any byte. */
    private static final Pattern CHARACTERS = Pattern.compile("""
            ( [\\x00-\\x7F]
            | [\\xC2-\\xDF] [\\x80-\\xBF]
            | \\xE0 [\\xA0-\\xBF] [\\x80-\\xBF]
            | [\\xE1-\\xEC\\xEE\\xEF] [\\x80-\\xBF]{2}
            | \\xED [\\x80-\\x9F] [\\x80-\\xBF]
            | \\xF0 [\\x90-\\xBF] [\\x80-\\xBF]{2}
            | [\\xF1-\\xF3] [\\x80-\\xBF]{3}
            | \\xF4 [\\x80-\\x8F] [\\x80-\\xBF]{2} )
            | \\xE0 [\\xA0-\\xBF]
            | [\\xE1-\\xEC\\xEE\\xEF] [\\x80-\\xBF]
            | \\xED [\\x80-\\x9F]
            | \\xF0 [\\x90-\\xBF] [\\x80-\\xBF]?
            | [\\xF1-\\xF3] [\\x80-\\xBF]{1,2}
            | \\xF4 [\\x80-\\x8F] [\\x80-\\xBF]?
            | .""", Pattern.COMMENTS | Pattern.DOTALL);

    private SpecificationParser() {}

    static List<Frame> parse(byte[] stream) {
        String text = decode(stream);
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<Frame> frames = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (String line : completeLines(withoutMark)) {
            if (line.isEmpty()) {
                addFrames(block, true, frames);
                block.clear();
            } else {
                block.add(line);
            }
        }
        addFrames(block, false, frames);
        return frames;
    }

    /** What follows the last line end is no line. */
    private static List<String> completeLines(String text) {
        String[] lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        return Arrays.asList(lines).subList(0, lines.length - 1);
    }

    private static void addFrames(List<String> lines, boolean complete, List<Frame> frames) {
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
            boolean inFront = data.isEmpty() && event.isEmpty() && id == null;
            if (inFront && (retry != null || !comments.isEmpty())) {
                frames.add(new Frame(comments, null, "", null, retry));
                comments.clear();
                retry = null;
            }
        }
        if (!complete) {
            return;
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
        Matcher found = CHARACTERS.matcher(new String(bytes, ISO_8859_1));
        while (found.find()) {
            String wellFormed = found.group(1);
            text.append(wellFormed == null ? "\uFFFD" : new String(wellFormed.getBytes(ISO_8859_1), UTF_8));
        }
        return text.toString();
    }
}
