package org.cqrsjakarta.inspector.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    /** As {@code Class.getSimpleName} has it, which is what clients are told. */
    @ParameterizedTest
    @CsvSource({
        "java.net.ConnectException, ConnectException",
        "Plain, Plain",
        "shop.Items$SoldOut, SoldOut",
        "shop.Items$1Local, Local",
        "shop.Items$1, Items$1",
        "shop.Items$Inner$Deeper, Deeper"
    })
    void aReasonIsTheWordThatClientsAreTold(String className, String word) {
        assertThat(Words.reason(className)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, now",
        "0, now",
        "1, in 1 s",
        "1000000, in 1 s",
        "1000001, in 2 s",
        "59000000, in 59 s",
        "59000001, in 1 min",
        "90000000, in 1 min 30 s"
    })
    void neverCountsDownToLessThanIsLeft(long micros, String words) {
        assertThat(Words.countdown(micros)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"10, 10 µs", "100, 100 µs", "1000, 1 ms", "100000, 100 ms", "1000000, 1 s", "100000000, 100 s"})
    void aWholeNumberHasNoDigitsBehindAPoint(long micros, String words) {
        assertThat(Words.whole(micros)).isEqualTo(words);
    }
}
