package org.cqrsjakarta.it.shapes;

import jakarta.annotation.security.DeclareRoles;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.cqrsjakarta.rest.SseMediator;

/** The same chain in every way to consume it. */
@Path("shapes")
@DeclareRoles("reader")
public class ShapesResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @Inject
    private Witness witness;

    @GET
    public void delivered(@Suspended AsyncResponse response) {
        mediator.deliver(new AskAll(), response);
    }

    @GET
    @Path("pulled")
    public String pulled() {
        List<String> items = new ArrayList<>();
        try (Stream<String> stream = mediator.stream(new AskAll())) {
            stream.iterator().forEachRemaining(items::add);
        }
        return String.join("\n", items);
    }

    @GET
    @Path("published")
    public String published() {
        CompletableFuture<List<String>> all = new CompletableFuture<>();
        mediator.publisher(new AskAll()).subscribe(new Flow.Subscriber<>() {
            private final List<String> items = new ArrayList<>();

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(String item) {
                items.add(item);
            }

            @Override
            public void onError(Throwable failure) {
                all.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                all.complete(items);
            }
        });
        return String.join("\n", all.join());
    }

    @GET
    @Path("sent")
    public String sent() {
        return mediator.send(new AskOne());
    }

    /** What observers saw since the last call. */
    @GET
    @Path("observed")
    public String observed() {
        List<String> seen = new ArrayList<>();
        for (String one = witness.observed().poll();
                one != null;
                one = witness.observed().poll()) {
            seen.add(one);
        }
        return String.join("\n", seen);
    }
}
