package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.RequestHandler;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.StreamingRequestHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ways to catch a checked exception of a handler, as docs/guide.md has them: what is here compiles. */
class UndeclaredFailuresTest {

    private static final IOException LOST = new FileNotFoundException("lost");

    record Ask() implements StreamRequest<String> {}

    record AskOne() implements Request<String> {}

    @StreamingHandler
    static class Live implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) throws IOException {
            throw LOST;
        }
    }

    @RespondingHandler
    static class LiveOne implements RequestHandler<AskOne, String> {
        @Override
        public String handle(AskOne request) throws IOException {
            throw LOST;
        }
    }

    private final Deployed app = Deployed.with(Live.class, LiveOne.class);
    private final StreamingMediator mediator = app.mediator();

    @AfterEach
    void stop() {
        app.close();
    }

    private String byPattern() {
        try {
            return mediator.send(new AskOne());
        } catch (Exception e) {
            if (e instanceof IOException lost) {
                return "instead of " + lost.getMessage();
            }
            // Needs no declaration: the compiler knows of unchecked ones only.
            throw e;
        }
    }

    private String bySwitch() {
        try {
            return mediator.send(new AskOne());
        } catch (Exception e) {
            return switch (e) {
                case FileNotFoundException missing -> "without " + missing.getMessage();
                case IOException lost -> "instead of " + lost.getMessage();
                default -> throw e;
            };
        }
    }

    /** Nobody asks for the declaration, and it is true all the same. */
    private List<String> declared() throws IOException {
        try (Stream<String> items = mediator.stream(new Ask())) {
            return items.toList();
        }
    }

    private String byDeclaration() {
        try {
            return declared().getFirst();
        } catch (IOException lost) {
            return "instead of " + lost.getMessage();
        }
    }

    @Test
    void aCheckedExceptionIsCaughtByItsClass() {
        assertThat(byPattern()).isEqualTo("instead of lost");
        assertThat(bySwitch()).isEqualTo("without lost");
        assertThat(byDeclaration()).isEqualTo("instead of lost");
    }

    @Test
    void itIsTheOneThatWasThrownAndNoRuntimeException() {
        assertThat(catchThrowable(() -> mediator.send(new AskOne()))).isSameAs(LOST);
        assertThat(catchThrowable(this::declared)).isSameAs(LOST).isNotInstanceOf(RuntimeException.class);
    }
}
