package org.cqrsjakarta.inspector.connection;

import com.launchdarkly.eventsource.StreamHttpErrorException;

/**
 * An attempt to read a feed, and what its failure means.
 *
 * @param address     what the user has typed
 * @param credentials who asks
 * @param last        whether there is no other address to look at
 * @param found       whether the feed was here before
 */
record Attempt(ServerAddress address, Credentials credentials, boolean last, boolean found) {

    /** What this failure means. */
    Verdict failed(Throwable cause) {
        if (cause instanceof StreamHttpErrorException http) {
            return answered(http.getCode());
        }
        boolean elsewhere = Faults.cause(cause, NoFeedException.class) != null && !last && !found;
        return elsewhere ? notHere() : later(Faults.words(cause, address.base()));
    }

    private Verdict answered(int status) {
        return switch (status) {
            case 401 ->
                refused(
                        credentials.equals(Credentials.NONE)
                                ? "The server asks who you are (401): give user and password, or a ticket"
                                : "The server does not know " + credentials
                                        + " with this secret (401): give the right one");
            case 403 ->
                refused("The server knows " + credentials
                        + ", who has not the role cqrs-inspector (403): ask for it, or come as somebody else");
            case 404 -> missing();
            case 429 -> later("This user has as many inspectors at the server as one may have (429)");
            case 503 -> later("The server has no place for another inspector now (503)");
            default -> later("The server answers " + status + " instead of a feed");
        };
    }

    private Verdict missing() {
        if (found) {
            return later("The application is not there (404)");
        }
        if (!last) {
            return notHere();
        }
        boolean several = address.feeds().size() > 1;
        return later("There is no feed at " + address.feeds().getFirst()
                + (several ? ", nor below /api, /rest, /resources or /services" : "")
                + " (404): is the application there, and cqrs.inspector.enabled=true? Else give the address with the path"
                + " of its Jakarta REST");
    }

    private Verdict later(String words) {
        return new Verdict(found ? Outcome.GO_ON : Outcome.DOWN, Health.State.RETRYING, words);
    }

    private static Verdict refused(String words) {
        return new Verdict(Outcome.REFUSED, Health.State.REFUSED, words);
    }

    private static Verdict notHere() {
        return new Verdict(Outcome.NOT_HERE, Health.State.CONNECTING, "");
    }
}
