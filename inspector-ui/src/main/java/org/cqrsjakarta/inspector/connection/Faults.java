package org.cqrsjakarta.inspector.connection;

import com.launchdarkly.eventsource.StreamClosedByServerException;
import com.launchdarkly.eventsource.StreamClosedWithIncompleteMessageException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a connection, in words for a human. */
final class Faults {

    private Faults() {}

    static String words(Throwable fault, URI base) {
        NoFeedException none = cause(fault, NoFeedException.class);
        if (none != null) {
            return "What answers at " + base + " is no feed: " + none.getMessage()
                    + "; give the address of an application with cqrs-jakarta";
        }
        if (fault instanceof StreamClosedByServerException
                || fault instanceof StreamClosedWithIncompleteMessageException) {
            return "The server has ended the feed";
        }
        if (cause(fault, UnknownHostException.class) != null) {
            return "There is no host " + base.getHost() + ": is it spelled right?";
        }
        if (cause(fault, ConnectException.class) != null) {
            return "Nothing listens at " + base.getAuthority() + ": is the server running?";
        }
        if (cause(fault, SocketTimeoutException.class) != null) {
            return "The server at " + base.getAuthority() + " says nothing";
        }
        SSLException tls = cause(fault, SSLException.class);
        if (tls != null) {
            return "No secure connection with " + base.getAuthority() + ": " + tls.getMessage();
        }
        Throwable innermost = fault;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return "What answers at " + base.getAuthority() + " does not speak HTTP, or was cut off: "
                + innermost.getMessage();
    }

    static <T> @Nullable T cause(Throwable fault, Class<T> type) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
