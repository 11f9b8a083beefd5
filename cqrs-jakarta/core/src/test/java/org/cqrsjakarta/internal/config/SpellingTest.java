package org.cqrsjakarta.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    @ParameterizedTest
    @CsvSource({"delay,delay,0", "dely,delay,1", "delya,delay,1", "DELAY,delay,0", "'',delay,5", "kitten,sitting,3"})
    void countsMistakes(String one, String other, int mistakes) {
        assertThat(Spelling.distance(one, other)).isEqualTo(mistakes);
        assertThat(Spelling.distance(other, one)).isEqualTo(mistakes);
    }

    @Test
    void findsWhatWasMeant() {
        List<String> names = List.of("cqrs.sse.heartbeat", "cqrs.sse.max-streams", "cqrs.sse.max-streams-per-user");
        assertThat(Spelling.nearest("cqrs.sse.hartbeat", names)).contains("cqrs.sse.heartbeat");
        assertThat(Spelling.nearest("cqrs.sse.maxStreams", names)).contains("cqrs.sse.max-streams");
        assertThat(Spelling.nearest("cqrs.redis.uri", names)).isEmpty();
        assertThat(Spelling.nearest("a", List.of())).isEmpty();
    }

    @Test
    void sortsByLikenessThenByName() {
        assertThat(Spelling.sorted("ab", List.of("xyz", "b", "a", "ab"))).containsExactly("ab", "a", "b", "xyz");
    }
}
