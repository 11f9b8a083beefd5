package org.cqrsjakarta.inspector.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "shop.Items$1", "Größe", "地震", "e\u0301", "a \uD83D\uDE00 b"})
    void leavesWhatCanBeShown(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    /** Escape, bell, line breaks, delete, C1, direction, zero width, tag, half a pair, private use, separators. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001B",
                "\u0007",
                "\n",
                "\r",
                "\t",
                "\u0000",
                "\u007F",
                "\u009B",
                "\u202E",
                "\u2066",
                "\u200F",
                "\u061C",
                "\u200B",
                "\uFEFF",
                "\uDB40\uDC41",
                "\uD83D",
                "\uDE00",
                "\uE000",
                "\u2028",
                "\u2029"
            })
    void replacesWhatWouldMoveRingTurnOrHide(String character) {
        assertThat(Printable.of("a" + character + "b")).isEqualTo("a\uFFFDb");
        assertThat(Printable.of("ü" + character)).isEqualTo("ü\uFFFD");
    }

    @Test
    void cutsWhatIsLongAndNoPairInTwo() {
        assertThat(Printable.of("abcd", 4)).isEqualTo("abcd");
        assertThat(Printable.of("abcde", 4)).isEqualTo("abcd…");
        assertThat(Printable.of("abc\uD83D\uDE00e", 4)).isEqualTo("abc…");
        assertThat(Printable.of("ab\u001Bcde", 4)).isEqualTo("ab\uFFFDc…");
    }
}
