package org.cqrsjakarta.inspector.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowTest {

    @Test
    void joinsValuesAndQuotesWhatWouldSeparateThem() {
        assertThat(CsvRow.of(List.of("a", "", "b c", "d,e", "f\"g", "h\ni", "j;k", "l\tm")))
                .isEqualTo("a,,b c,\"d,e\",\"f\"\"g\",\"h\ni\",\"j;k\",\"l\tm\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=1+1|'=1+1",
                "+1|'+1",
                "-1|'-1",
                "@SUM(A1)|'@SUM(A1)",
                "a-b|a-b",
                "user@host|user@host",
                "x=1|x=1",
                "java.io.IOException|java.io.IOException",
                "2026-11-26T10:15:30Z|2026-11-26T10:15:30Z",
                "Live > Cached|Live > Cached",
                "`a;=1+1`|`\"a;'=1+1\"`",
                "`a; =1+1`|`\"a; '=1+1\"`",
                "`a,=1+1`|`\"a,'=1+1\"`",
                "`\"=1+1`|`\"\"\"'=1+1\"`",
            })
    void guardsWhatWouldRun(String value, String written) {
        assertThat(CsvRow.of(List.of(value))).isEqualTo(written + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\u00A0=1",
                "\uFEFF=1",
                "\u200B=1",
                "\uFF1D1",
                "\uFF0B1",
                "a\n=1",
                "a\r=1",
                "a\t@x"
            })
    void guardsItBehindBlanksOfEveryKind(String value) {
        assertThat(CsvRow.of(List.of(value))).contains("'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\tx", "\rx"})
    void guardsWhatBeginsWithATabOrACarriageReturn(String value) {
        assertThat(CsvRow.of(List.of(value))).isEqualTo("\"'" + value + "\"\n");
    }

    /** However a spreadsheet cuts the row, with or without regard for quotation marks. */
    @Test
    void noPieceOfARowIsAFormula() {
        String alphabet = "=+-@;,\t\r\n \"'ab\u00A0";
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String row = CsvRow.of(List.of("first", value.toString(), "last"));
            assertThat(Arrays.stream(row.split("[,;\t\r\n]")).map(piece -> piece.replaceAll("^[\"\\s\u00A0]+", "")))
                    .as("pieces of %s", row)
                    .noneMatch(piece -> piece.matches("(?s)[=+\\-@].*"));
        }
    }
}
