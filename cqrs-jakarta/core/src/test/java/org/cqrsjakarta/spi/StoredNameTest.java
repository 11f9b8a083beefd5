package org.cqrsjakarta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoredNameTest {

    private static final List<String> NAMES = List.of(
            "",
            " ",
            "a",
            "A",
            "a ",
            "\u0000",
            "ä",
            "a\u0308",
            "?",
            "\ud800",
            "\udc00",
            "\ufffd",
            "\ud83d\ude00",
            "\\",
            "\\u0061",
            "\\u005cu0061",
            "$1",
            "com.example.LivePrices",
            "x".repeat(5_000));

    @Test
    void everyNameComesBack() {
        assertThat(NAMES)
                .allSatisfy(name -> assertThat(StoredName.unescaped(StoredName.escaped(name)))
                        .isEqualTo(name));
    }

    @Test
    void allArePrintableAndDifferent() {
        assertThat(NAMES.stream().map(StoredName::escaped))
                .doesNotHaveDuplicates()
                .allMatch(escaped -> escaped.matches("[!-~]*"));
        assertThat(StoredName.escaped("a b\\ü")).isEqualTo("a\\u0020b\\u005c\\u00fc");
    }

    @Test
    void digestsArePartsOfKeys() {
        assertThat(NAMES.stream().map(StoredName::digest))
                .doesNotHaveDuplicates()
                .allMatch(digest -> digest.matches("[A-Za-z0-9_-]{22}"));
        // SHA-256 of "abc", its first 16 bytes.
        assertThat(StoredName.digest("abc")).isEqualTo("ungWv48Bz-pBQUDeXa4iIw");
    }

    @Test
    void whatWasNotEscapedIsSomeName() {
        assertThat(StoredName.unescaped("\\u12")).isEqualTo("\\u12");
        assertThat(StoredName.unescaped("ä\\")).isEqualTo("ä\\");
    }
}
