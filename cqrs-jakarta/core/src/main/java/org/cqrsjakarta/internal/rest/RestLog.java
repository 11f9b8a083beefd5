package org.cqrsjakarta.internal.rest;

import static org.jboss.logging.Logger.Level.ERROR;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What is logged about endpoints: CQRS00900 to CQRS00949. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface RestLog extends BasicLogger {

    RestLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), RestLog.class, "org.cqrsjakarta");

    @LogMessage(level = ERROR)
    @Message(
            id = 900,
            value =
                    "'%s' carries @ProtectedEndpoint, and Jakarta REST was not given what protects it: every request of this"
                            + " web application is answered with 503. Name 'org.cqrsjakarta.rest.CqrsFeature' in"
                            + " Application.getClasses; where a web.xml declares Jakarta REST's servlet, give it"
                            + " <load-on-startup>1</load-on-startup>")
    void notProtected(String endpoint);
}
