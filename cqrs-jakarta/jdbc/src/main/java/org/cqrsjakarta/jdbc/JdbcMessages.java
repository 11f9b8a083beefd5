package org.cqrsjakarta.jdbc;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Why there is no store, or no answer of it: CQRS01030 to CQRS01049. */
@MessageBundle(projectCode = "CQRS", length = 5)
interface JdbcMessages {

    JdbcMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), JdbcMessages.class);

    @Message(
            id = 1030,
            value = "cqrs-jakarta-jdbc is in the application, but there is no data source '%s': %s; name one in"
                    + " 'cqrs.jdbc.data-source', or leave the JAR out")
    String noDataSource(String name, String reason);

    @Message(id = 1031, value = "'%s' is '%s'; allowed: %s")
    String badSetting(String property, String found, String allowed);

    @Message(id = 1032, value = "The database has not taken the step '%s': %s%s")
    String failed(String step, String reason, String remedy);

    @Message(
            id = 1033,
            value =
                    "The step '%s' has met %d others of the same circuit or stream, and was given up; fewer nodes, or a store that needs"
                            + " no retries, such as cqrs-jakarta-redis, would help")
    String contended(String step, int attempts);

    @Message(id = 1034, value = "The store is closed")
    String closed();
}
