package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.UnknownRequestException;
import org.junit.jupiter.api.Test;

/** A request finds the chain of its type, its type arguments included. */
class RequestTypesTest {

    static class Page<T> implements StreamRequest<T> {}

    static class LastPage extends Page<Integer> {}

    @StreamingHandler
    static class IntegerPages implements StreamingRequestHandler<Page<Integer>, Integer> {
        @Override
        public Stream<Integer> handle(Page<Integer> request) {
            return Stream.of(1);
        }
    }

    @StreamingHandler
    static class StringPages implements StreamingRequestHandler<Page<String>, String> {
        @Override
        public Stream<String> handle(Page<String> request) {
            return Stream.of("one");
        }
    }

    @Test
    void parameterisationsOfOneRequestTypeAreDifferent() {
        try (Deployed app = Deployed.with(IntegerPages.class, StringPages.class)) {
            assertThat(app.mediator().stream(new Page<Integer>() {})).containsExactly(1);
            assertThat(app.mediator().stream(new Page<String>() {})).containsExactly("one");
            assertThat(app.mediator().stream(new LastPage())).containsExactly(1);
            assertThatThrownBy(() -> app.mediator().stream(new Page<String>()))
                    .isInstanceOf(UnknownRequestException.class)
                    .hasMessageContaining("CQRS00151")
                    .hasMessageContaining("Page<java.lang.Integer>");
        }
    }

    @Test
    void theOnlyParameterisationNeedsNoSubclass() {
        try (Deployed app = Deployed.with(IntegerPages.class)) {
            assertThat(app.mediator().stream(new Page<Integer>())).containsExactly(1);
        }
    }

    static class Section<T> extends Page<T> {}

    static class StringSection extends Section<String> {}

    @Test
    void typeArgumentsAreFollowedThroughTheRequestsAncestors() {
        try (Deployed app = Deployed.with(IntegerPages.class, StringPages.class)) {
            assertThat(app.mediator().stream(new StringSection())).containsExactly("one");
        }
        try (Deployed app = Deployed.with(IntegerPages.class)) {
            assertThatThrownBy(() -> app.mediator().stream(new StringSection()))
                    .isInstanceOf(UnknownRequestException.class)
                    .hasMessageContaining("CQRS00150");
        }
    }
}
