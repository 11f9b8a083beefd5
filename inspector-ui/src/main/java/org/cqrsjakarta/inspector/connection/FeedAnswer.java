package org.cqrsjakarta.inspector.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;
import org.cqrsjakarta.inspector.text.Printable;
import org.jspecify.annotations.Nullable;

/** Lets nothing through but a feed, and of that no line without an end. */
final class FeedAnswer implements Interceptor, AutoCloseable {

    private static final int MOST_SHOWN = 200;

    private final Executor afterPatience;
    private final Runnable delivered;
    private volatile @Nullable ResponseBody open;

    /**
     * Creates it.
     *
     * @param delivered     is told when something of the feed's content was there
     * @param afterPatience runs what it is given when a server had time enough to begin an answer
     */
    FeedAnswer(Runnable delivered, Executor afterPatience) {
        this.delivered = delivered;
        this.afterPatience = afterPatience;
    }

    FeedAnswer(Runnable delivered) {
        this(delivered, CompletableFuture.delayedExecutor(40, TimeUnit.SECONDS));
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = answer(chain);
        if (response.isRedirect()) {
            response.close();
            throw new NoFeedException("it sends on to " + target(response) + " (" + response.code() + ")");
        }
        if (!response.isSuccessful()) {
            // Nobody reads on, and nobody would close it.
            response.close();
            return response.newBuilder().body(ResponseBody.create("", null)).build();
        }
        String type = response.header("Content-Type", "");
        if (type == null || !type.startsWith("text/event-stream")) {
            // A page would be read as a feed without events.
            response.close();
            throw new NoFeedException("its content is "
                    + (type == null || type.isEmpty() ? "of no type" : Printable.of(type, MOST_SHOWN)));
        }
        String encoding = response.header("Content-Encoding", "identity");
        if (!"identity".equalsIgnoreCase(encoding)) {
            response.close();
            throw new NoFeedException("its content is encoded as " + Printable.of(String.valueOf(encoding), MOST_SHOWN)
                    + ", which was not asked for");
        }
        ResponseBody body = response.body();
        open = body;
        return response.newBuilder()
                .body(ResponseBody.create(
                        Okio.buffer(Okio.source(new LineGuard(body.byteStream(), delivered))), body.contentType(), -1))
                .build();
    }

    /** The library leaves it open where it throws what is not expected of it. */
    @Override
    public void close() {
        ResponseBody last = open;
        if (last != null) {
            last.close();
        }
    }

    /** The library waits for each byte of the answer's head, not for the head. */
    private Response answer(Chain chain) throws IOException {
        AtomicBoolean isAnswered = new AtomicBoolean();
        afterPatience.execute(() -> {
            if (isAnswered.compareAndSet(false, true)) {
                chain.call().cancel();
            }
        });
        try {
            // Packed, a few bytes could become as many as there is memory.
            Response response = chain.proceed(chain.request()
                    .newBuilder()
                    .header("Accept-Encoding", "identity")
                    .build());
            if (isAnswered.compareAndSet(false, true)) {
                return response;
            }
            response.close();
        } catch (IOException e) {
            if (isAnswered.compareAndSet(false, true)) {
                throw e;
            }
        }
        throw new SocketTimeoutException("no answer");
    }

    private static String target(Response response) {
        String location = response.header("Location");
        HttpUrl url = location == null ? null : response.request().url().resolve(location);
        // Whoever may be named in it is not shown.
        return url == null
                ? "nowhere"
                : Printable.of(
                        url.newBuilder()
                                .username("")
                                .password("")
                                .query(null)
                                .fragment(null)
                                .build()
                                .toString(),
                        MOST_SHOWN);
    }
}
