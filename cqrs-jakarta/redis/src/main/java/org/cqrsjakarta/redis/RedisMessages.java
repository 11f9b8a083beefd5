package org.cqrsjakarta.redis;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Why there is no store, or no answer of it: CQRS01000 to CQRS01019. None of them has a password in it. */
@MessageBundle(projectCode = "CQRS", length = 5)
interface RedisMessages {

    RedisMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), RedisMessages.class);

    @Message(
            id = 1000,
            value = "cqrs-jakarta-redis is in the application, but '%s' is not set; give it the address of the server,"
                    + " such as redis://redis.example:6379, or leave the JAR out")
    String noUri(String property);

    @Message(
            id = 1001,
            value =
                    "'%s' is none of redis://[[user]:password@]host[:port][/database] and rediss://…; in user and password"
                            + " write '%%', '/', ':', '@' and whatever is not ASCII as %%XX, in the bytes of UTF-8")
    String badUri(String property);

    @Message(id = 1002, value = "'%s' is '%s'; allowed: %s")
    String badSetting(String property, String found, String allowed);

    @Message(id = 1003, value = "Redis at %s has not taken the step '%s': %s%s")
    String failed(String server, String step, String reason, String remedy);

    @Message(id = 1004, value = "Redis at %s has answered the step '%s' with what is no answer to it")
    String noAnswer(String server, String step);

    @Message(id = 1005, value = "The store on Redis at %s is closed")
    String closed(String server);
}
