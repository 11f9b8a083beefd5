package org.cqrsjakarta.redis;

import static org.cqrsjakarta.redis.Step.micros;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.cqrsjakarta.spi.StreamStore.Beat;
import org.jspecify.annotations.Nullable;

/** What {@code board.lua} is called with, and what it answers. */
final class BoardStep {

    private static final Script SCRIPT = new Script("board.lua");
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern TEXT = Pattern.compile("[ -~]{0,256}");

    private BoardStep() {}

    static Step beat(String namespace, String node, Duration live, long after) {
        return new Step("beat", SCRIPT, Names.board(namespace), Step.texts("beat", node, micros(live), after));
    }

    static Step post(String namespace, String text, Duration kept) {
        return new Step(
                "post",
                SCRIPT,
                Names.board(namespace),
                Step.texts("post", text, micros(kept), Names.text(Names.posted(namespace)), ""));
    }

    static Beat read(@Nullable Object answer, String node, Duration live) {
        List<?> parts = Answer.list(answer);
        SortedSet<String> nodes = new TreeSet<>(Answer.texts(parts.get(0)));
        nodes.removeIf(found -> !NODE.matcher(found).matches());
        if (live.isZero()) {
            nodes.remove(node);
        } else {
            nodes.add(node);
        }
        List<String> posts = Answer.texts(parts.get(2)).stream()
                .filter(text -> TEXT.matcher(text).matches())
                .toList();
        return new Beat(List.copyOf(nodes), Answer.number(Answer.text(parts.get(1))), posts);
    }
}
