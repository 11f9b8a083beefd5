package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Produces;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.PublishingRequestHandler;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.RequestHandler;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What works, and not as it was meant, is warned of. */
class DeploymentWarningsTest {

    record Ask() implements StreamRequest<String> {}

    record GetOne() implements Request<String> {}

    static class Pulled implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.empty();
        }
    }

    private static List<String> warningsOf(Class<?>... beans) {
        try (var warnings = new Warnings();
                var app = Deployed.with(beans)) {
            assertThat(app.mediator()).isNotNull();
            return warnings.seen();
        }
    }

    @StreamingHandler
    @Transactional
    static class OnClass extends Pulled {}

    @StreamingHandler
    static class OnMethod extends Pulled {
        @Override
        @Transactional(TxType.REQUIRES_NEW)
        public Stream<String> handle(Ask request) {
            return Stream.empty();
        }
    }

    @StreamingHandler
    @Transactional
    static class Published implements PublishingRequestHandler<Ask, String> {
        @Override
        public Flow.Publisher<String> handle(Ask request) {
            return subscriber -> {};
        }
    }

    @StreamingHandler
    @Stateless
    static class SessionBean extends Pulled {}

    @ParameterizedTest
    @ValueSource(classes = {OnClass.class, OnMethod.class, Published.class, SessionBean.class})
    void aTransactionThatIsOverBeforeTheFirstItem(Class<?> handler) {
        assertThat(warningsOf(handler))
                .singleElement()
                .asString()
                .startsWith("CQRS00182: '" + handler.getName() + "' runs in a transaction (@");
    }

    @StreamingHandler
    @Transactional
    static class Emitting implements EmittingRequestHandler<Ask, String> {
        @Override
        public void handle(Ask request, Emitter<String> emitter) {}
    }

    @RespondingHandler
    @Transactional
    static class Responding implements RequestHandler<GetOne, String> {
        @Override
        public String handle(GetOne request) {
            return "one";
        }
    }

    @StreamingHandler
    @Transactional(TxType.NOT_SUPPORTED)
    static class Without extends Pulled {}

    @StreamingHandler
    @Stateless
    @TransactionManagement(TransactionManagementType.BEAN)
    static class OwnManagement extends Pulled {}

    @ParameterizedTest
    @ValueSource(classes = {Emitting.class, Responding.class, Without.class, OwnManagement.class})
    void aTransactionThatLastsOrIsNone(Class<?> handler) {
        assertThat(warningsOf(handler)).isEmpty();
    }

    public record Visible(String name, List<Hidden> parts) {}

    record Hidden(String name) {}

    public static class NothingPublic {
        private String name = "x";

        String getName() {
            return name;
        }
    }

    public record AskHidden() implements StreamRequest<Hidden> {}

    public record AskVisible() implements StreamRequest<Visible> {}

    public record AskNothing() implements StreamRequest<Map<String, NothingPublic>> {}

    abstract static class None<Q extends StreamRequest<R>, R> implements StreamingRequestHandler<Q, R> {
        @Override
        public Stream<R> handle(Q request) {
            return Stream.empty();
        }
    }

    @StreamingHandler
    static class HiddenItems extends None<AskHidden, Hidden> {}

    @StreamingHandler
    static class HiddenParts extends None<AskVisible, Visible> {}

    @StreamingHandler
    static class NothingInThem extends None<AskNothing, Map<String, NothingPublic>> {}

    @Test
    void itemsThatJsonCannotBeMadeOf() {
        assertThat(warningsOf(HiddenItems.class))
                .singleElement()
                .asString()
                .contains("CQRS00183: Items of '" + HiddenItems.class.getName() + "' cannot be delivered")
                .contains("'" + Hidden.class.getName() + "' is not public");
        assertThat(warningsOf(HiddenParts.class))
                .singleElement()
                .asString()
                .contains("'" + Hidden.class.getName() + "' is not public");
        assertThat(warningsOf(NothingInThem.class))
                .singleElement()
                .asString()
                .contains("CQRS00184")
                .contains("'" + NothingPublic.class.getName() + "' has no public getter");
    }

    @Test
    void theyAreWhatTheDefaultJsonCannotBeMadeOf() throws Exception {
        Jsonb jsonb = JsonbBuilder.create();
        assertThatThrownBy(() -> jsonb.toJson(new Hidden("x"))).isInstanceOf(JsonbException.class);
        assertThatThrownBy(() -> jsonb.toJson(new Visible("x", List.of()))).isInstanceOf(JsonbException.class);
        assertThat(jsonb.toJson(new NothingPublic())).isEqualTo("{}");
        assertThat(jsonb.toJson(new Adapted("x"))).isEqualTo("\"adapted\"");
        jsonb.close();
    }

    @JsonbTypeAdapter(Adapter.class)
    static class Adapted {
        final String name;

        Adapted(String name) {
            this.name = name;
        }
    }

    public static class Adapter implements JsonbAdapter<Adapted, String> {
        @Override
        public String adaptToJson(Adapted item) {
            return "adapted";
        }

        @Override
        public Adapted adaptFromJson(String text) {
            return new Adapted(text);
        }
    }

    public interface Promised {
        String getName();
    }

    public record AskAdapted() implements StreamRequest<Adapted> {}

    public record AskPromised() implements StreamRequest<Promised> {}

    @StreamingHandler
    static class AdaptedItems extends None<AskAdapted, Adapted> {}

    @StreamingHandler
    static class PromisedItems extends None<AskPromised, Promised> {}

    static class OwnJson {
        @Produces
        Jsonb jsonb() {
            return JsonbBuilder.create();
        }
    }

    @Test
    void itemsThatAreOrMayBeRight() {
        assertThat(warningsOf(AdaptedItems.class, PromisedItems.class)).isEmpty();
        assertThat(warningsOf(HiddenItems.class, OwnJson.class)).isEmpty();
    }
}
