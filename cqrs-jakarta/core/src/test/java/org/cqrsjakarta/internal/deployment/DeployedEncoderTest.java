package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.wire.Callers;
import org.cqrsjakarta.spi.ItemEncoder;
import org.junit.jupiter.api.Test;

/** Who writes items as JSON. */
class DeployedEncoderTest {

    record Ask() implements StreamRequest<Reading> {}

    /** What an encoder of one's own may read, and JSON-B must see. */
    public record Reading(int unitValue) {}

    @StreamingHandler
    static class Readings implements StreamingRequestHandler<Ask, Reading> {
        @Override
        public Stream<Reading> handle(Ask request) {
            return Stream.of(new Reading(1), new Reading(2));
        }
    }

    @ApplicationScoped
    static class OwnEncoder implements ItemEncoder {
        @Override
        public String encode(Object item) {
            return "[" + ((Reading) item).unitValue() + "\n]";
        }
    }

    @ApplicationScoped
    static class NoEncoder implements ItemEncoder {
        @Override
        public String encode(Object item) {
            return ((Reading) item).unitValue() == 2 ? null : "1";
        }
    }

    static class OwnJsonb {
        @Produces
        @ApplicationScoped
        Jsonb jsonb() {
            return JsonbBuilder.create(
                    new JsonbConfig().withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES));
        }
    }

    private static Client deliveredBy(Class<?>... beans) {
        try (Deployed app = Deployed.with(beans)) {
            Callers.begin();
            Client client = new Client().answeredBy(response -> app.mediator().deliver(new Ask(), response));
            client.awaitEnd();
            return client;
        }
    }

    @Test
    void jsonBDoesByDefault() {
        assertThat(deliveredBy(Readings.class).items()).containsExactly("{\"unitValue\":1}", "{\"unitValue\":2}");
    }

    @Test
    void theApplicationsJsonbDoes() {
        assertThat(deliveredBy(Readings.class, OwnJsonb.class).items())
                .containsExactly("{\"unit_value\":1}", "{\"unit_value\":2}");
    }

    @Test
    void theApplicationsEncoderDoesBeforeBoth() {
        assertThat(deliveredBy(Readings.class, OwnJsonb.class, OwnEncoder.class).items())
                .containsExactly("[1]", "[2]");
    }

    @Test
    void oneThatGivesNothingFailsTheStream() {
        Client client = deliveredBy(Readings.class, NoEncoder.class);
        assertThat(client.items()).containsExactly("1");
        assertThat(client.text()).contains("event: failure").doesNotContain("ItemEncoder");
    }
}
