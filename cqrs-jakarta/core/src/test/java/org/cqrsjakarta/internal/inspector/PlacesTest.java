package org.cqrsjakarta.internal.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.internal.wire.ResponseRules;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private static final int FEEDS = 2;

    private final FeedHarness harness = new FeedHarness();
    private final AtomicBoolean rejecting = new AtomicBoolean(true);
    private final Threads threads = (name, task) -> {
        if (rejecting.get()) {
            throw new RejectedExecutionException("no thread");
        }
        return new Thread(() -> {});
    };

    private final Inspector inspector = new Inspector(
            new InspectorRules(true, false, 8, FEEDS, FEEDS, "north-1"),
            "r1",
            new LiveResponses(
                    harness.time,
                    threads,
                    new ResponseRules(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(2))),
            harness.runs,
            harness.time,
            InstantSource.system());

    private boolean open(List<CompletionCallback> callbacks) {
        AsyncResponse response = (AsyncResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AsyncResponse.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("register")) {
                        callbacks.add((CompletionCallback) arguments[0]);
                    }
                    return List.of();
                });
        return inspector.open(response, Form.LINES, new FeedCaller("quakes", "Server 1", null, false, null))
                == FeedPlaces.Answer.TAKEN;
    }

    /** The server ends its response, since the resource method has failed, and says so. */
    @Test
    void aFeedForWhichThereIsNoThreadGivesItsPlaceBackOnce() {
        List<CompletionCallback> callbacks = new ArrayList<>();
        assertThatThrownBy(() -> open(callbacks)).isInstanceOf(RejectedExecutionException.class);
        callbacks.forEach(callback -> callback.onComplete(new RejectedExecutionException("no thread")));
        rejecting.set(false);
        assertThat(open(callbacks)).isTrue();
        assertThat(open(callbacks)).isTrue();
        assertThat(open(callbacks)).as("one more than there are places").isFalse();
    }
}
