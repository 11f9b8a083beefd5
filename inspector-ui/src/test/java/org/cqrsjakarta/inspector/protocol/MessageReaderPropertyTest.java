package org.cqrsjakarta.inspector.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.cqrsjakarta.inspector.text.Printable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every message, on long random input whose seed is said. */
class MessageReaderPropertyTest {

    private static final int MESSAGES = 5_000;

    /** What parser and assertions take for themselves, whatever the message. */
    private static final long ALWAYS = 2 * 1024 * 1024;

    /** Bytes for each character: a tree of its values, and what is said about it. */
    private static final long EACH = 400;

    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsWhatWasWritten(long seed) throws Exception {
        RandomMessages messages = new RandomMessages(seed);
        MessageReader reader = new MessageReader();
        for (int i = 0; i < MESSAGES; i++) {
            RandomMessages.Sample sample = messages.next();
            assertThat(reader.read(sample.name(), sample.json())).contains(sample.meaning());
            assertThat(sample.meaning().toString()).isNotEmpty();
            assertThat(reader.readLine("{\"server\":\"q\",\"received\":" + i + ",\"" + sample.name() + "\":"
                            + sample.json() + "}"))
                    .contains(new RecordedMessage("q", i, sample.meaning()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void readsOrRefusesEverythingElseAndTakesLittleForIt(long seed) throws Exception {
        // What each kind of message takes when it is read, and shown, for the first time.
        readsWhatWasWritten(0);
        RandomMessages messages = new RandomMessages(seed);
        int refused = 0;
        for (int i = 0; i < MESSAGES; i++) {
            RandomMessages.Sample sample = messages.next();
            String json = messages.mutated(sample.json());
            // One that has seen what came before may refuse more, for its names.
            MessageReader reader = new MessageReader();
            long before = memory.getCurrentThreadAllocatedBytes();
            refused += isRefused(reader, sample.name(), json, seed) ? 1 : 0;
            refused += isRefused(reader, null, "{\"" + sample.name() + "\":" + json + "}", seed) ? 1 : 0;
            long taken = memory.getCurrentThreadAllocatedBytes() - before;
            assertThat(taken).as("bytes for %s", json).isLessThan(ALWAYS + EACH * json.length());
        }
        assertThat(refused).as("changes that are seen").isGreaterThan(MESSAGES / 2);
    }

    private static boolean isRefused(MessageReader reader, String name, String text, long seed) {
        try {
            Object found = name == null ? reader.readLine(text) : reader.read(name, text);
            assertThat(found.toString()).isEqualTo(Printable.of(found.toString()));
            return false;
        } catch (MalformedMessageException declared) {
            assertThat(declared.words()).isNotBlank().isEqualTo(Printable.of(declared.words()));
            return true;
        } catch (RuntimeException | StackOverflowError other) {
            return fail("seed " + seed + ", " + name + ": " + text, other);
        }
    }

    @Test
    void whatASmallTextCanTakeIsBoundedToo() {
        String[] bombs = {
            "{\"x\":[" + "[],".repeat(300_000) + "[]]}",
            "{\"x\":[" + "{},".repeat(300_000) + "{}]}",
            "{\"" + "n".repeat(900) + "\":" + ("{\"" + "m".repeat(900) + "\":").repeat(18) + "1" + "}".repeat(19),
            "[" + "{\"type\":\"x\"},".repeat(80_000) + "{\"type\":\"x\"}]",
        };
        for (String bomb : bombs) {
            for (String name : new String[] {"snapshot", "batch", "hello"}) {
                MessageReader reader = new MessageReader();
                long before = memory.getCurrentThreadAllocatedBytes();
                isRefused(reader, name, bomb, 0);
                assertThat(memory.getCurrentThreadAllocatedBytes() - before)
                        .as("%s of %s", name, Printable.of(bomb, 40))
                        .isLessThan(ALWAYS + EACH * bomb.length());
            }
        }
    }
}
