package org.cqrsjakarta.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;

/** An entry as the store has it beside its frame: one letter, the position, and how many bytes the frame has. */
final class Mark {

    private static final Pattern FORM = Pattern.compile("([ISVE])([0-9]{1,16});([0-9]{1,10})");

    private Mark() {}

    static byte[] of(Entry entry) {
        return Names.ascii(letter(entry.kind()) + entry.position() + ";" + entry.bytes().length);
    }

    private static String letter(Kind kind) {
        return switch (kind) {
            case ITEM -> "I";
            case SWITCHOVER -> "S";
            case EVENT -> "V";
            case END -> "E";
        };
    }

    private static Kind kind(String letter) {
        return switch (letter) {
            case "I" -> Kind.ITEM;
            case "S" -> Kind.SWITCHOVER;
            case "V" -> Kind.EVENT;
            default -> Kind.END;
        };
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none, or that of another frame
     */
    static Entry entry(String mark, byte[] frame) {
        Matcher form = FORM.matcher(mark);
        if (!form.matches() || Long.parseLong(form.group(3)) != frame.length) {
            throw new IllegalArgumentException(mark);
        }
        return new Entry(kind(form.group(1)), Long.parseLong(form.group(2)), null, frame);
    }
}
