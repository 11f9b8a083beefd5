package org.cqrsjakarta.internal.stream;

import java.lang.invoke.MethodHandles;
import org.cqrsjakarta.NullItemException;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** What the engine says: CQRS00200 to CQRS00249. */
@MessageBundle(projectCode = "CQRS", length = 5)
interface StreamMessages {

    StreamMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), StreamMessages.class);

    @Message(
            id = 203,
            value = "The item of '%s' at position %d has null as its key; DISTINCT needs a key for every item")
    NullItemException nullKey(String handler, long position);

    @Message(id = 204, value = "Stream %s was closed by its consumer at position %d")
    String cancelled(String stream, long position);

    @Message(
            id = 206,
            value =
                    "Stream %s: %d items were requested; a positive number is required (Reactive Streams 1.0.4, rule 3.9)")
    IllegalArgumentException badDemand(String stream, long requested);

    @Message(id = 207, value = "Stream %s has lost node '%s', which produced it, at position %d")
    String nodeLost(String stream, String node, long position);
}
