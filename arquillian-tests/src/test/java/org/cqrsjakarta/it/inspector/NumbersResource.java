package org.cqrsjakarta.it.inspector;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingMediator;

/** Runs streams. */
@Path("numbers")
public class NumbersResource {

    /** Has the server find the resources. */
    @ApplicationPath("api")
    public static class Scanning extends Application {}

    /** Names them. */
    @ApplicationPath("api")
    public static class Listing extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(NumbersResource.class);
        }
    }

    @Inject
    private StreamingMediator mediator;

    /** Gives the items. */
    @POST
    public String run() {
        try (Stream<Integer> numbers = mediator.stream(new Numbers())) {
            return numbers.map(String::valueOf).collect(Collectors.joining(" "));
        }
    }
}
