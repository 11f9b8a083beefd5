package org.cqrsjakarta.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * Who has called the resource method that runs on this thread, how far they had come before, and whether they want to
 * know no more than what a GET would give: then the server passes on nothing that is written, and never tells that they
 * have left.
 *
 * @param user        the authenticated caller's name; {@code null} if there is none
 * @param lastEventId the header, or what stands for it; {@code null} if there is none
 * @param asksForHead whether the request's method is HEAD
 * @param asked       what was asked: method and path; {@code null} where that is not known
 * @param address     of the client, as the server has it; {@code null} where that is not known
 */
public record Caller(
        @Nullable String user,
        @Nullable String lastEventId,
        boolean asksForHead,
        @Nullable String asked,
        @Nullable String address) {

    private static final Caller UNKNOWN = new Caller(null, null, false, null, null);
    private static final String HEAD = "HEAD";
    private static final int ASKED = 3;
    private static final int ADDRESS = 4;
    private static final int SINK = 5;

    /** Holds nothing of the application's own types: the threads are the server's, and outlive it. */
    private static final ThreadLocal<@Nullable String[]> CURRENT = new ThreadLocal<>();

    /**
     * A request of this caller begins on this thread.
     *
     * @return its mark, for {@link #deliversToSink(Object)}
     */
    public Object enter() {
        @Nullable String[] current = {user, lastEventId, asksForHead ? HEAD : null, asked, address, null};
        CURRENT.set(current);
        return current;
    }

    /** The request that runs on this thread is answered by events of ours, through a sink. */
    public static void deliverToSink() {
        @Nullable String[] current = CURRENT.get();
        if (current != null) {
            current[SINK] = "";
        }
    }

    /** Whether the request with this mark is answered so. */
    static boolean deliversToSink(@Nullable Object mark) {
        return mark instanceof String[] marked && marked.length > SINK && marked[SINK] != null;
    }

    /** Whether a request has begun on this thread, whose caller nobody has taken yet. */
    public static boolean isKnown() {
        return CURRENT.get() != null;
    }

    /** Whoever has called on this thread is not known to the next request. */
    public static void forget() {
        CURRENT.remove();
    }

    /** Asks for the caller, and stays to be asked for; nobody in particular where no request has begun. */
    public static Caller current() {
        @Nullable String[] current = CURRENT.get();
        return current == null
                ? UNKNOWN
                : new Caller(current[0], current[1], current[2] != null, current[ASKED], current[ADDRESS]);
    }

    /** Asks for the caller, the last time in this request. */
    public static Caller take() {
        Caller current = current();
        CURRENT.remove();
        return current;
    }
}
