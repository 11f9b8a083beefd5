package org.cqrsjakarta.internal.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import org.cqrsjakarta.internal.delivery.Rules;
import org.junit.jupiter.api.Test;

/** Events as a sink of Jersey's is given them, and what of them Jersey's writer is left to write. */
class EncodedEventsTest {

    private static final MediaType EVENTS = MediaType.SERVER_SENT_EVENTS_TYPE;

    private final EncodedEvents events = new EncodedEvents(Rules.usual(), "s1");
    private final EncodedEventWriter writer = new EncodedEventWriter();

    /** With the line feed by which Jersey ends an event. */
    private String written(OutboundSseEvent event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.writeTo(
                (EncodedEvent) event,
                EncodedEvent.class,
                EncodedEvent.class,
                new Annotation[0],
                EVENTS,
                new MultivaluedHashMap<>(),
                out);
        return out.toString(UTF_8) + "\n";
    }

    @Test
    void theFirstTellsHowLongToWaitBeforeComingBackAndNoOther() throws IOException {
        assertThat(written(events.comment())).as("no event").isEqualTo(":\n");
        assertThat(written(events.item(1, "{\"a\":1}".getBytes(UTF_8)))).isEqualTo("""
                retry: 2000
                event: item
                data: {"a":1}
                id: s1.1

                """);
        assertThat(written(events.event("switchover", "{}"))).isEqualTo("""
                event: switchover
                data: {}

                """);
        assertThat(written(events.end("complete", "{}"))).isEqualTo("""
                event: complete
                data: {}
                id: s1.end

                """);
    }

    @Test
    void whicheverIsFirstDoes() throws IOException {
        assertThat(written(new EncodedEvents(Rules.usual(), "s1").event("switchover", "{}")))
                .startsWith("retry: 2000\nevent: switchover\n");
        assertThat(written(new EncodedEvents(Rules.usual(), "s1").end("failure", "{}")))
                .startsWith("retry: 2000\nevent: failure\n");
    }

    @Test
    void theEndOfTheApplicationTellsHowLongToWaitThen() throws IOException {
        assertThat(written(events.stopping())).isEqualTo(": the application stops\nretry: 5000\n");
    }

    @Test
    void theWriterIsForTheseEventsAlone() {
        assertThat(writer.isWriteable(EncodedEvent.class, EncodedEvent.class, new Annotation[0], EVENTS))
                .isTrue();
        assertThat(writer.isWriteable(OutboundSseEvent.class, OutboundSseEvent.class, new Annotation[0], EVENTS))
                .isFalse();
        assertThat(writer.isWriteable(byte[].class, byte[].class, new Annotation[0], EVENTS))
                .isFalse();
    }

    @Test
    void sinksOfOthersAreNotWrittenToThroughIt() {
        assertThat(EncodedEventWriter.writesTo(new FakeSink(FakeSink.Kind.AT_ONCE)))
                .isFalse();
    }
}
