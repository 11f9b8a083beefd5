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

    @Message(id = 200, value = "The circuit of '%s' refused the stream")
    String refused(String handler);

    @Message(
            id = 201,
            value = "'%s.handle' returned null, a Stream is required; return Stream.empty() where there are no items")
    NullItemException nullStream(String handler);

    @Message(id = 202, value = "The stream of '%s' has a null item at position %d; items must not be null")
    NullItemException nullItem(String handler, long position);

    @Message(id = 203, value = "The item of '%s' at position %d has a null key(); DISTINCT needs a key for every item")
    NullItemException nullKey(String handler, long position);

    @Message(id = 204, value = "Stream %s was closed by its consumer at position %d")
    String cancelled(String stream, long position);
}
