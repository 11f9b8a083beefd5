package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.ItemKey;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.internal.deployment.DeployedHandlersTest.Ask;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.spi.InMemoryStreamStore;
import org.cqrsjakarta.spi.StreamStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes share of their streams is said by settings, and refused or warned of where it cannot be. */
class DeployedStreamStoreTest {

    private static final String SECRET = "0123456789abcdef";

    @ApplicationScoped
    static class Stores {
        @Produces
        @ApplicationScoped
        StreamStore store() {
            return new InMemoryStreamStore(new SystemTime());
        }
    }

    abstract static class Strings implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("one");
        }
    }

    @StreamingHandler
    static class Live extends Strings {}

    @Fallback(of = Live.class)
    static class Stored extends Strings {}

    static class Word {}

    static class ByWord implements ItemKey<String> {
        @Override
        public Word of(String item) {
            return new Word();
        }
    }

    static class ByLength implements ItemKey<String> {
        @Override
        public Object of(String item) {
            return item.length();
        }
    }

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT, key = ByWord.class)
    static class OfWords extends Strings {}

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT, key = ByLength.class)
    static class OfLengths extends Strings {}

    private static Map<String, String> settings(String streams, String... more) {
        Map<String, String> all = new HashMap<>(Map.of("cqrs.store.namespace", "shop", "cqrs.store.streams", streams));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static Map<String, String> complete(String streams) {
        return settings(streams, "cqrs.store.secret", SECRET);
    }

    private static String refusal(Map<String, String> properties, Class<?>... beans) {
        Throwable refused =
                catchThrowable(() -> Deployed.with(properties, beans).close());
        assertThat(refused).isNotNull();
        return refused.toString();
    }

    private static List<String> warnings(String streams, Class<?>... beans) {
        List<Class<?>> all = new ArrayList<>(List.of(beans));
        all.add(Stores.class);
        all.add(Live.class);
        try (var warnings = new Warnings();
                var app = Deployed.with(complete(streams), all.toArray(Class[]::new))) {
            assertThat(app.mediator()).isNotNull();
            return warnings.seen();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"follow", "journal"})
    void withoutAStoreItIsRefused(String streams) {
        assertThat(refusal(complete(streams), Live.class)).contains("CQRS00128", "cqrs-jakarta-redis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"follow", "journal"})
    void withoutASecretItIsRefused(String streams) {
        assertThat(refusal(settings(streams), Stores.class, Live.class)).contains("CQRS00129", "cqrs.store.secret");
    }

    @Test
    void badValuesAreRefusedAndASecretIsNotRepeated() {
        assertThat(refusal(settings("always", "cqrs.store.secret", "hunter2"), Stores.class, Live.class))
                .contains("cqrs.store.streams", "always", "none, follow or journal", "cqrs.store.secret", "16")
                .doesNotContain("hunter2");
    }

    @Test
    void aChainWithoutFallbackIsWarnedOf() {
        assertThat(warnings("journal")).singleElement().asString().contains("CQRS00187", Live.class.getName());
        assertThat(warnings("follow")).isEmpty();
        assertThat(warnings("journal", Stored.class)).isEmpty();
    }

    @Test
    void soAreKeysThatOtherNodesCannotKnow() {
        assertThat(warnings("journal", OfWords.class))
                .singleElement()
                .asString()
                .contains("CQRS00188", OfWords.class.getName(), Word.class.getName());
        assertThat(warnings("journal", OfLengths.class))
                .as("of a type that may have texts")
                .isEmpty();
    }
}
