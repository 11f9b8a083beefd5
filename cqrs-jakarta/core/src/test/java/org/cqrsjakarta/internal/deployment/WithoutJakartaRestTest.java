package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.HidingLoader;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.StreamingRequestHandler;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain CDI: neither Jakarta REST nor servlets are there. */
class WithoutJakartaRestTest {

    record Ask() implements StreamRequest<Integer> {}

    @StreamingHandler
    static class Live implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.of(1, 2, 0).map(item -> 2 / item);
        }
    }

    @Fallback(of = Live.class)
    static class Cached implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.of(7);
        }
    }

    /** Deploys, streams and stops. */
    static final class Streaming implements Callable<List<Integer>> {
        @Override
        public List<Integer> call() {
            Weld weld = new Weld()
                    .setClassLoader(Streaming.class.getClassLoader())
                    .disableDiscovery()
                    .addExtension(new CqrsExtension())
                    .addBeanClasses(Live.class, Cached.class);
            List<Integer> got = new ArrayList<>();
            try (WeldContainer container = weld.initialize()) {
                StreamingMediator mediator =
                        container.select(StreamingMediator.class).get();
                try (Stream<Integer> items = mediator.stream(new Ask())) {
                    items.forEach(got::add);
                }
            }
            return got;
        }
    }

    /** Looks at the mediator as containers and mocks do. */
    static final class Reflecting implements Callable<List<String>> {
        @Override
        public List<String> call() {
            return Stream.of(StreamingMediator.class.getMethods())
                    .map(Method::toGenericString)
                    .toList();
        }
    }

    @AfterEach
    void restore() {
        System.clearProperty("cqrs.inspector.enabled");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anApplicationDeploysAndStreams(boolean inspector) throws Exception {
        System.setProperty("cqrs.inspector.enabled", Boolean.toString(inspector));
        var loader = new HidingLoader("jakarta.ws.rs.", "jakarta.servlet.");
        try (Warnings log = new Warnings()) {
            assertThat(loader.call(Streaming.class)).isEqualTo(List.of(2, 1, 7));
            assertThat(log.seen())
                    .as("the switchover alone")
                    .allSatisfy(line -> assertThat(line).startsWith("CQRS00300"));
        }
    }

    @Test
    void soDoesOneThatHasNothingButCdi() throws Exception {
        var loader = new HidingLoader(
                "jakarta.ws.rs.",
                "jakarta.servlet.",
                "jakarta.json.",
                "jakarta.security.",
                "jakarta.ejb.",
                "jakarta.transaction.",
                "jakarta.enterprise.concurrent.",
                "jdk.jfr.");
        assertThat(loader.call(Streaming.class)).isEqualTo(List.of(2, 1, 7));
    }

    @Test
    void theMediatorCanBeLookedAt() throws Exception {
        var loader = new HidingLoader("jakarta.ws.rs.", "jakarta.servlet.");
        assertThat((List<?>) loader.call(Reflecting.class)).hasSize(3);
    }
}
