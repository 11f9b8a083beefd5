package org.cqrsjakarta.redis;

import static org.cqrsjakarta.redis.Step.micros;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Claim;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code stream.lua} is called with, and what it answers. */
final class StreamStep {

    private static final Script SCRIPT = new Script("stream.lua");

    private static final int TAKEN = 9;

    private StreamStep() {}

    static Step append(Stream stream, Part part) {
        Bounds bounds = part.bounds();
        List<Entry> entries = part.entries();
        List<byte[]> arguments = Step.texts(
                "append",
                part.node(),
                part.epoch(),
                micros(bounds.kept()),
                channels(stream),
                stream.key(),
                part.owner(),
                part.number(),
                part.from(),
                part.step(),
                bounds.entries(),
                bounds.bytes(),
                bounds.keys(),
                entries.size());
        entries.forEach(entry -> arguments.add(Mark.of(entry)));
        entries.forEach(entry -> arguments.add(entry.bytes()));
        if (entries.stream().anyMatch(entry -> entry.key() != null)) {
            entries.forEach(entry -> arguments.add(StoredKey.of(entry.key())));
        }
        return step("append", stream, arguments);
    }

    static Step read(Stream stream, Reading reading) {
        return step(
                "read",
                stream,
                Step.texts("read", reading.node(), reading.number(), reading.bytes(), micros(reading.listen())));
    }

    static Step claim(Stream stream, long epoch, String node, Duration kept) {
        return step("claim", stream, Step.texts("claim", node, epoch, micros(kept), channels(stream), stream.key()));
    }

    static Step remove(Stream stream, long epoch) {
        return step("remove", stream, Step.texts("remove", epoch));
    }

    private static Step step(String name, Stream stream, List<byte[]> arguments) {
        return new Step(name, SCRIPT, Names.keys(stream), arguments);
    }

    /** What all of them begin with. */
    private static String channels(Stream stream) {
        return Names.text(Names.appended(stream.namespace(), ""));
    }

    static Copy copy(@Nullable Object answer) {
        List<String> texts = Answer.texts(answer);
        Optional<String> taken = Optional.of(texts.get(TAKEN)).filter(text -> !text.isEmpty());
        return new Copy(
                texts.get(0),
                Answer.number(texts.get(1)),
                texts.get(2),
                Answer.number(texts.get(3)),
                Answer.number(texts.get(4)),
                Answer.number(texts.get(5)),
                Answer.number(texts.get(6)),
                Math.toIntExact(Answer.number(texts.get(7))),
                texts.get(8).equals("1"),
                taken.isPresent() ? OptionalLong.of(Answer.number(taken.get())) : OptionalLong.empty());
    }

    static Optional<Page> page(@Nullable Object answer) {
        if (answer == null) {
            return Optional.empty();
        }
        List<?> parts = Answer.list(answer);
        List<String> marks = Answer.texts(parts.get(2));
        List<?> frames = Answer.list(parts.get(3));
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at < marks.size(); at++) {
            entries.add(Mark.entry(marks.get(at), Answer.bytes(frames.get(at))));
        }
        return Optional.of(new Page(copy(parts.get(0)), Answer.number(Answer.text(parts.get(1))), entries));
    }

    static Optional<Claim> claim(@Nullable Object answer) {
        if (answer == null) {
            return Optional.empty();
        }
        List<?> parts = Answer.list(answer);
        return Optional.of(new Claim(
                copy(parts.get(0)),
                Answer.list(parts.get(1)).stream()
                        .map(key -> StoredKey.read(Answer.bytes(key)))
                        .toList()));
    }
}
