package org.cqrsjakarta.inspector.viewmodel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cqrsjakarta.inspector.connection.Credentials;
import org.cqrsjakarta.inspector.connection.FeedConnection;
import org.cqrsjakarta.inspector.connection.Health;
import org.cqrsjakarta.inspector.history.ServerHistory;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.protocol.Message;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about a server.
 *
 * @param state     how its connection stands, in a word
 * @param connected whether it can be left
 * @param facts     names and values, in the order in which they are read
 */
public record ServerFacts(String state, boolean connected, Map<String, String> facts) {

    /** A clock that is off by less cannot be told from the way of its greeting. */
    private static final long AGREES = 50_000;

    /** Says it. */
    public static ServerFacts of(ServerHistory server, Session session) {
        FeedConnection connection = session.connection(server.name()).orElse(null);
        Map<String, String> facts = new LinkedHashMap<>();
        if (connection != null) {
            facts.put("Address", connection.address().base().toString());
            facts.put("User", user(connection.credentials()));
            String health = connection.health().words();
            if (!health.isEmpty()) {
                facts.put("Trouble", health);
            }
        }
        Message.Hello hello = server.hello();
        if (hello != null) {
            facts.put("Server", hello.application() + " on " + hello.node() + ", " + hello.server());
            facts.put("Clock", clock(server.offset()));
            facts.put("Rights", hello.operator() ? "read, and act on circuits" : "read");
        }
        if (server.behind() != StreamLane.NEVER) {
            facts.put("Delay", Words.coarse(server.behind()) + " until it is on screen");
        }
        facts.put("Open streams", Words.count(server.openStreams()));
        return new ServerFacts(state(connection, session), connection != null, facts);
    }

    private static String user(Credentials who) {
        if (!who.user().isEmpty()) {
            return who.user();
        }
        return who.secret().isEmpty() ? "none" : "by a ticket";
    }

    private static String clock(long offset) {
        return Math.abs(offset) < AGREES
                ? "as here"
                : Words.duration(Math.abs(offset)) + (offset > 0 ? " behind" : " ahead") + ", taken out";
    }

    private static String state(@Nullable FeedConnection connection, Session session) {
        if (connection == null) {
            return session.replay().isPresent() ? "from the recording" : "not watched";
        }
        return words(connection.health().state());
    }

    /** A state in a word. */
    public static String words(Health.State state) {
        return switch (state) {
            case CONNECTING -> "connecting";
            case LIVE -> "live";
            case RETRYING -> "retrying";
            case REFUSED -> "refused";
            case CLOSED -> "closed";
        };
    }
}
