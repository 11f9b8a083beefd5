package org.cqrsjakarta.it.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A WAR with three different mistakes is refused by the server, and all three are told. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RefusedWarIT {

    public record Ask() implements StreamRequest<String> {}

    @StreamingHandler
    public static class Live implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("live");
        }
    }

    @StreamingHandler
    public static class SecondLive implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("second");
        }
    }

    @Fallback(of = String.class)
    public static class OfNothing implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("nothing");
        }
    }

    @StreamingHandler
    public static class NoHandler {}

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "refused", managed = false, testable = false)
    static WebArchive war() {
        return Wars.of(
                "refused",
                Map.of(),
                RefusedWarIT.Ask.class,
                Live.class,
                SecondLive.class,
                OfNothing.class,
                NoHandler.class);
    }

    @Test
    void reportsAllThreeMistakesAtOnce() {
        Throwable refused = catchThrowable(() -> deployer.deploy("refused"));
        assertThat(refused).isNotNull();
        assertThat(refused)
                .hasStackTraceContaining("CQRS00100")
                .hasStackTraceContaining("CQRS00101")
                .hasStackTraceContaining("CQRS00102")
                .hasStackTraceContaining("CQRS00109");
    }
}
