package org.cqrsjakarta.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LastEventIdTest {

    @Test
    void anItemsIdHasStreamAndPosition() {
        assertThat(LastEventId.parse("7f3a-B_2.17")).contains(new LastEventId("7f3a-B_2", 17));
        assertThat(LastEventId.parse("s.999999999999999999")).contains(new LastEventId("s", 999_999_999_999_999_999L));
    }

    @Test
    void theEndsIdSaysSo() {
        assertThat(LastEventId.parse(LastEventId.ofEnd("s"))).hasValueSatisfying(id -> {
            assertThat(id.stream()).isEqualTo("s");
            assertThat(id.isEnd()).isTrue();
        });
        assertThat(new LastEventId("s", 1).isEnd()).isFalse();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "s",
                "s.",
                ".1",
                "s.0",
                "s.-1",
                "s.01",
                "s.1.2",
                "s.1 ",
                " s.1",
                "s.1000000000000000000",
                "s.end2",
                "s.1\n",
                "s/.1",
                "../etc/passwd.1",
                "é.1",
                "s.１"
            })
    void anythingElseIsNoneOfOurs(String header) {
        assertThat(LastEventId.parse(header)).isEmpty();
    }

    @Test
    void alsoWhatIsAbsurdlyLong() {
        assertThat(LastEventId.parse("s".repeat(64) + ".1")).isPresent();
        assertThat(LastEventId.parse("s".repeat(65) + ".1")).isEmpty();
        assertThat(LastEventId.parse("s".repeat(10_000_000) + ".1")).isEmpty();
    }
}
