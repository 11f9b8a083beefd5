package org.cqrsjakarta.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cqrsjakarta.spi.StreamStore.Beat;

/** What a store in memory has of a namespace beside its streams: the nodes that live, and posts. Under its lock. */
final class MemoryBoard {

    private static final int MOST_POSTS = 10_000;

    private final Map<String, Lasting> nodes = new TreeMap<>();
    private final List<Post> posts = new ArrayList<>();
    private long last;
    private long latestMicros;

    private record Post(long number, String text, Lasting lasting) {

        Post asOf(long nowMicros) {
            return new Post(number, text, lasting.asOf(nowMicros));
        }
    }

    Beat beat(String node, Duration live, long after, long nowMicros) {
        forget(nowMicros);
        if (live.isZero()) {
            nodes.remove(node);
        } else {
            nodes.put(node, Lasting.from(nowMicros, live));
        }
        long heard = after < 0 ? last : after > last ? 0 : after;
        return new Beat(
                List.copyOf(nodes.keySet()),
                last,
                posts.stream()
                        .filter(post -> post.number > heard)
                        .map(Post::text)
                        .toList());
    }

    void post(String text, Duration kept, long nowMicros) {
        forget(nowMicros);
        posts.add(new Post(++last, text, Lasting.from(nowMicros, kept)));
        if (posts.size() > MOST_POSTS) {
            posts.removeFirst();
        }
    }

    private void forget(long nowMicros) {
        if (nowMicros < latestMicros) {
            // The clock was set back.
            nodes.replaceAll((node, lasting) -> lasting.asOf(nowMicros));
            posts.replaceAll(post -> post.asOf(nowMicros));
        }
        latestMicros = nowMicros;
        nodes.values().removeIf(lasting -> lasting.isOver(nowMicros));
        posts.removeIf(post -> post.lasting.isOver(nowMicros));
    }
}
