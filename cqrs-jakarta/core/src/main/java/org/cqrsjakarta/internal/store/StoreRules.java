package org.cqrsjakarta.internal.store;

import java.time.Duration;
import java.util.Optional;
import org.cqrsjakarta.internal.config.PropertyReader;

/**
 * What MicroProfile Config says about the store: {@code cqrs.store.} and a name.
 *
 * @param timeout   {@code timeout} (default 50 ms): how long a stream waits for the store at the most, more than 0
 * @param poll      {@code poll} (default 1 s): how often a node asks, more than 0
 * @param namespace {@code namespace} (default the application's name): what the nodes of one application have in common, and
 *                  no other application has
 * @param quorum    {@code circuit.quorum} (default 0): of how many nodes failures must be to open a circuit for all, 0 or
 *                  more; 0: of 1 while at most two nodes are live, else of 2
 * @param streams   {@code streams} (default {@code none}): what of their streams the nodes share
 * @param secret    {@code secret}: by which an owner's name and request become a digest, the same on all nodes and known to
 *                  nobody else; needed unless {@code streams} is {@code none}
 */
public record StoreRules(
        Duration timeout,
        Duration poll,
        Optional<String> namespace,
        int quorum,
        StreamsMode streams,
        Optional<String> secret) {

    private static final String STREAMS = "cqrs.store.streams";
    private static final String SECRET = "cqrs.store.secret";

    /** Shorter ones can be guessed by whoever sees a digest. */
    private static final int SHORTEST_SECRET = 16;

    /** Polls that a node may miss before it counts as gone. */
    private static final int MISSED_POLLS = 3;

    /** Reads the rules, with the default in place of each bad value. */
    public static StoreRules from(PropertyReader reader) {
        return new StoreRules(
                reader.duration("cqrs.store.timeout", "PT0.05S"),
                reader.duration("cqrs.store.poll", "PT1S"),
                namespace(reader),
                reader.positiveOrZero("cqrs.store.circuit.quorum", 0),
                streams(reader),
                secret(reader));
    }

    private static StreamsMode streams(PropertyReader reader) {
        String found = reader.text(STREAMS).map(String::strip).orElse("none");
        return switch (found) {
            case "none" -> StreamsMode.NONE;
            case "follow" -> StreamsMode.FOLLOW;
            case "journal" -> StreamsMode.JOURNAL;
            default -> {
                reader.bad().say(STREAMS, found, "none, follow or journal");
                yield StreamsMode.NONE;
            }
        };
    }

    /** What is too short is not repeated: it may be in use elsewhere. */
    private static Optional<String> secret(PropertyReader reader) {
        Optional<String> found = reader.text(SECRET);
        found.filter(text -> text.length() < SHORTEST_SECRET)
                .ifPresent(text -> reader.bad()
                        .say(
                                SECRET,
                                "a text of " + text.length() + " characters",
                                "a text of " + SHORTEST_SECRET + " characters or more"));
        return found.filter(text -> text.length() >= SHORTEST_SECRET);
    }

    private static Optional<String> namespace(PropertyReader reader) {
        String property = "cqrs.store.namespace";
        Optional<String> found = reader.text(property).map(String::strip);
        found.filter(String::isEmpty)
                .ifPresent(blank -> reader.bad().say(property, blank, "a text of 1 character or more"));
        return found.filter(name -> !name.isEmpty());
    }

    /** How long a node is live after it has asked. */
    public Duration nodeTimeout() {
        return poll.multipliedBy(MISSED_POLLS);
    }
}
