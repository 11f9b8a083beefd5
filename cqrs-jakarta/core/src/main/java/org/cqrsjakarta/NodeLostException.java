package org.cqrsjakarta;

import java.util.Objects;

/**
 * The node that produced a stream is gone, and another one has taken the stream over. What the step that ran there is left
 * with: the {@link Switchover#cause()} of the fallback that goes on, whatever its {@link Fallback#applyOn()} says. Made
 * where the stream is taken over, so it has no stack trace.
 */
public final class NodeLostException extends CqrsException {

    private static final long serialVersionUID = 1L;

    private final String node;

    /**
     * Describes the loss. Called by the library, and by tests of what handles it.
     *
     * @param message which stream has lost which node, and where
     * @param node    id of the node
     */
    public NodeLostException(String message, String node) {
        super(message, null, true, false);
        this.node = Objects.requireNonNull(node, "node");
    }

    /** Id of the node that is gone. */
    public String node() {
        return node;
    }
}
