package org.cqrsjakarta.internal.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MediaType;
import org.cqrsjakarta.internal.delivery.Rules;
import org.junit.jupiter.api.Test;

/** Events for sinks, which escape nothing. */
class BuiltEventsTest {

    private static final byte[] ONE = {'1'};

    private final BuiltEvents events = new BuiltEvents(new FakeSse(), Rules.usual(), "s1");

    @Test
    void payloadsAreWrittenAsTheyCome() {
        assertThat(FakeSse.frameOf(events.item(7, "{\"a\": \"ä\"}".getBytes(UTF_8))))
                .isEqualTo("id: s1.7\nevent: item\nretry: 2000\ndata: {\"a\": \"ä\"}\n\n");
        assertThat(FakeSse.frameOf(events.event("switchover", "{\"a\":1}")))
                .isEqualTo("event: switchover\ndata: {\"a\":1}\n\n");
    }

    @Test
    void theFirstTellsWhenToComeBack() {
        assertThat(FakeSse.frameOf(events.event("switchover", "{}")))
                .isEqualTo("event: switchover\nretry: 2000\ndata: {}\n\n");
        assertThat(FakeSse.frameOf(events.end("complete", "{}")))
                .isEqualTo("id: s1.end\nevent: complete\ndata: {}\n\n");
    }

    @Test
    void commentsAreNoEvents() {
        assertThat(FakeSse.frameOf(events.stopping())).isEqualTo(": the application stops\n\n");
        assertThat(FakeSse.frameOf(events.item(1, ONE))).contains("retry: 2000");
    }

    @Test
    void payloadsAreTextInTheCharacterSetOfEventStreams() {
        MediaType type = events.item(1, ONE).getMediaType();
        assertThat(type.isCompatible(MediaType.TEXT_PLAIN_TYPE)).isTrue();
        assertThat(type.getParameters()).containsEntry(MediaType.CHARSET_PARAMETER, "UTF-8");
    }

    @Test
    void namesAndIdsThatCouldForgeAFieldAreRefused() {
        assertThatThrownBy(() -> events.event("a\nb", "{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BuiltEvents(new FakeSse(), Rules.usual(), "s\n1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
