package org.cqrsjakarta.internal.store;

import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What shared circuits and streams log: CQRS00950 to CQRS00999. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface StoreLog extends BasicLogger {

    StoreLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), StoreLog.class, "org.cqrsjakarta");

    @LogMessage(level = WARN)
    @Message(
            id = 950,
            value =
                    "The store of circuits does not answer: %s. This node goes on with its own circuits, first with '%s',"
                            + " and asks again every %s")
    void away(String failure, String circuit, String poll);

    @LogMessage(level = INFO)
    @Message(id = 951, value = "The store of circuits answers: this node '%s' shares its circuits again")
    void back(String node);

    @LogMessage(level = WARN)
    @Message(
            id = 952,
            value = "%s threads are still within the store of circuits, and do not heed their interrupt; they keep the"
                    + " application's class loader. A shorter time limit of the store's client lets them end")
    void threadsStay(int threads);

    @LogMessage(level = WARN)
    @Message(
            id = 953,
            value =
                    "The store of streams does not answer: %s. Streams go on, and are of this node alone; it is asked again every"
                            + " %s")
    void streamsAway(String failure, String poll);

    @LogMessage(level = INFO)
    @Message(
            id = 954,
            value = "The store of streams answers: the streams of this node '%s' are there for other nodes again")
    void streamsBack(String node);
}
