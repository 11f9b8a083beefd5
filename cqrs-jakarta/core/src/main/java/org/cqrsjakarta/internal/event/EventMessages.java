package org.cqrsjakarta.internal.event;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** What is said about domain events: CQRS00700 to CQRS00749. */
@MessageBundle(projectCode = "CQRS", length = 5)
interface EventMessages {

    EventMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), EventMessages.class);

    @Message(
            id = 700,
            value = "%s was raised on thread '%s', which runs no handler; raise it on the handler's thread, or make the"
                    + " handler @Dependent and raise it on the DomainEvents that are injected into it")
    IllegalStateException raisedOutside(String event, String thread);
}
