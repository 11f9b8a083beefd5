package org.cqrsjakarta.internal.source;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.cqrsjakarta.NullItemException;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** What is said about sources: CQRS00800 to CQRS00849. */
@MessageBundle(projectCode = "CQRS", length = 5)
interface SourceMessages {

    SourceMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), SourceMessages.class);

    @Message(id = 800, value = "'%s' gave null as its item number %d, counted from 0; items must not be null")
    NullItemException nullItem(String handler, long position);

    @Message(
            id = 801,
            value = "'%s' called emit on thread '%s', but runs on thread '%s'; emit on the thread that runs handle, or"
                    + " implement 'org.cqrsjakarta.PublishingRequestHandler' for items that come from other threads")
    IllegalStateException emittedOnOtherThread(String handler, String thread, String required);

    @Message(id = 802, value = "'%s' called emit after its handle had returned; the stream ends when handle returns")
    IllegalStateException emittedAfterTheEnd(String handler);

    @Message(id = 803, value = "The item of '%s' is not wanted any more: its consumer has left, or its step was left")
    CancellationException notWanted(String handler);

    @Message(
            id = 804,
            value = "'%s' published more items than the %d it was asked for; a publisher must honour the demand of its"
                    + " subscriber (Reactive Streams 1.0.4, rule 1.1)")
    IllegalStateException unasked(String handler, long requested);

    @Message(id = 805, value = "'%s' gave no first item within %s; the limit is StreamTimeout/firstItem")
    String noFirstItem(String handler, Duration limit);

    @Message(id = 806, value = "'%s' gave nothing for %s after its item number %d; the limit is StreamTimeout/idle")
    String idle(String handler, Duration limit, long items);

    @Message(id = 807, value = "'%s' did not end within %s, with %d items so far; the limit is StreamTimeout/total")
    String tooLong(String handler, Duration limit, long items);

    @Message(
            id = 808,
            value =
                    "The stream of '%s' gave an item on thread '%s', but is consumed on thread '%s'; make it sequential, or"
                            + " implement 'org.cqrsjakarta.PublishingRequestHandler' for items that come from other threads")
    IllegalStateException givenOnOtherThread(String handler, String thread, String required);
}
