package org.cqrsjakarta.internal.deployment;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What an application's beginning and end log: CQRS00190 to CQRS00199. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface DeploymentLog extends BasicLogger {

    DeploymentLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), DeploymentLog.class, "org.cqrsjakarta");

    @LogMessage(level = WARN)
    @Message(
            id = 190,
            value =
                    "The application's streams were not stopped in order: %s. Where its deployment has failed, or its class"
                            + " loader is closed already, that is the consequence and not the cause")
    void notStopped(String failure);
}
