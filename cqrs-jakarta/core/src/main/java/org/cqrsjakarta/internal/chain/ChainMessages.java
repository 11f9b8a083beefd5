package org.cqrsjakarta.internal.chain;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Messages of refusals: CQRS00200 and CQRS00205. */
@MessageBundle(projectCode = "CQRS", length = 5)
interface ChainMessages {

    ChainMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), ChainMessages.class);

    @Message(id = 200, value = "The circuit of '%s' refused the stream")
    String refused(String handler);

    @Message(id = 205, value = "All %2$d places of the bulkhead of '%1$s' are taken")
    String saturated(String handler, int places);
}
