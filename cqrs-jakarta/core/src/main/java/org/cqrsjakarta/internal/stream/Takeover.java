package org.cqrsjakarta.internal.stream;

import java.util.List;
import java.util.Objects;
import org.cqrsjakarta.NodeLostException;

/**
 * What is known of a stream whose node is lost: where another one goes on.
 *
 * @param stream    its id, which it keeps
 * @param position  how many items its client has been given, 0 or more
 * @param step      index of the step that ran when the node was lost, the primary's being 0
 * @param delivered the last of those items, oldest first: as many as the chain keeps, or all; what fallbacks are told
 * @param keys      texts of the keys of those items ({@link org.cqrsjakarta.internal.chain.KeyText}), oldest first; of no
 *                  use where the chain keeps no keys
 * @param node      id of the lost node
 * @param <R>       type of the items
 */
public record Takeover<R>(String stream, long position, int step, List<R> delivered, List<String> keys, String node) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if {@code position} is negative, or less than the number of delivered items
     */
    public Takeover {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(node, "node");
        delivered = List.copyOf(delivered);
        keys = List.copyOf(keys);
        if (position < delivered.size()) {
            throw new IllegalArgumentException("position = " + position + ", allowed: " + delivered.size()
                    + ", the number of delivered items, or more");
        }
    }

    /** What the lost step is left with; also for a client whose stream nobody can go on with. */
    public NodeLostException cause() {
        return new NodeLostException(StreamMessages.MESSAGES.nodeLost(stream, node, position), node);
    }
}
