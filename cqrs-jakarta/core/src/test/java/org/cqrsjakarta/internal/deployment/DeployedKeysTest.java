package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.ItemKey;
import org.cqrsjakarta.NullItemException;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.RequestHandler;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Items that are not {@code Keyed} are told apart by what their fallback names. */
class DeployedKeysTest {

    private static final AtomicInteger CREATED = new AtomicInteger();
    private static final AtomicInteger DESTROYED = new AtomicInteger();

    @BeforeEach
    void forget() {
        CREATED.set(0);
        DESTROYED.set(0);
    }

    record Ask() implements StreamRequest<String> {}

    record AskPages() implements StreamRequest<Page<Integer>> {}

    record Page<T>(T content) {}

    @StreamingHandler
    static class Live implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.concat(Stream.of("a", "b"), Stream.generate(() -> {
                throw new IllegalStateException("cut");
            }));
        }
    }

    abstract static class Stored implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of("A", "B", "C");
        }
    }

    /** No bean, and known to nobody else. */
    private static final class Folded implements ItemKey<String> {
        Folded() {
            CREATED.incrementAndGet();
        }

        @Override
        public Object of(String item) {
            return item.toLowerCase(Locale.ROOT);
        }
    }

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT, key = Folded.class)
    static class ByClass extends Stored {}

    @Test
    void aClassThatIsNoBeanIsCreatedOnce() {
        try (Deployed app = Deployed.with(Live.class, ByClass.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("a", "b", "C");
            assertThat(app.mediator().stream(new Ask())).containsExactly("a", "b", "C");
        }
        assertThat(CREATED).hasValue(1);
    }

    @ApplicationScoped
    static class Folding {
        String fold(String item) {
            return item.toLowerCase(Locale.ROOT);
        }
    }

    @ApplicationScoped
    static class OfItsScope implements ItemKey<CharSequence> {
        @Inject
        Folding folding;

        @Override
        public Object of(CharSequence item) {
            return folding.fold(item.toString());
        }
    }

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT, key = OfItsScope.class)
    static class ByBean extends Stored {}

    @Test
    void aBeanIsLookedUpAndMayTakeWhatItemsExtend() {
        try (Deployed app = Deployed.with(Live.class, ByBean.class, OfItsScope.class, Folding.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("a", "b", "C");
        }
    }

    @Dependent
    static class OfTheApplication implements ItemKey<String> {
        @Inject
        Folding folding;

        OfTheApplication() {
            CREATED.incrementAndGet();
        }

        @Override
        public Object of(String item) {
            return folding.fold(item);
        }

        @PreDestroy
        void destroyed() {
            DESTROYED.incrementAndGet();
        }
    }

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT, key = OfTheApplication.class)
    static class ByDependent extends Stored {}

    @Test
    void aDependentBeanLivesAsLongAsItsApplication() {
        try (Deployed app = Deployed.with(Live.class, ByDependent.class, OfTheApplication.class, Folding.class)) {
            assertThat(app.mediator().stream(new Ask())).containsExactly("a", "b", "C");
            assertThat(app.mediator().stream(new Ask())).containsExactly("a", "b", "C");
            assertThat(DESTROYED).hasValue(0);
        }
        assertThat(CREATED).hasValue(1);
        assertThat(DESTROYED).hasValue(1);
    }

    static class Failing implements ItemKey<String> {
        @Override
        public Object of(String item) {
            return switch (item) {
                case "b" -> throw new IllegalArgumentException("no key");
                case "B" -> null;
                default -> item;
            };
        }
    }

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT, key = Failing.class)
    static class ByFailing extends Stored {}

    @Test
    void whatAKeyThrowsIsAFailureOfItsStepAsIsNull() {
        try (Deployed app = Deployed.with(Live.class, ByFailing.class)) {
            List<String> items = new ArrayList<>();
            Throwable thrown =
                    catchThrowable(() -> app.mediator().stream(new Ask()).forEach(items::add));
            assertThat(items).containsExactly("a", "A");
            assertThat(thrown)
                    .isInstanceOf(NullItemException.class)
                    .hasMessage("CQRS00203: The item of 'ByFailing' at position 2 has null as its key; DISTINCT needs a"
                            + " key for every item");
            assertThat(thrown.getSuppressed()).singleElement().asString().contains("no key");
        }
    }

    abstract static class Pages implements StreamingRequestHandler<AskPages, Page<Integer>> {
        @Override
        public Stream<Page<Integer>> handle(AskPages request) {
            return Stream.of(new Page<>(1), new Page<>(2));
        }
    }

    @StreamingHandler
    static class LivePages extends Pages {}

    abstract static class OfPages<T> implements ItemKey<Page<T>> {
        @Override
        public Object of(Page<T> item) {
            return item.content();
        }
    }

    static class OfNumbers extends OfPages<Integer> {}

    static class OfTexts extends OfPages<String> {}

    static class OfAny implements ItemKey<Page<?>> {
        @Override
        public Object of(Page<?> item) {
            return item.content();
        }
    }

    @Fallback(of = LivePages.class, continuation = Continuation.DISTINCT, key = OfNumbers.class)
    static class ByNumbers extends Pages {}

    @Fallback(of = ByNumbers.class, continuation = Continuation.DISTINCT, key = OfNumbers.class)
    static class ByNumbersToo extends Pages {}

    @Fallback(of = ByNumbers.class, continuation = Continuation.DISTINCT, key = OfAny.class)
    static class ByAny extends Pages {}

    @Fallback(of = LivePages.class, continuation = Continuation.DISTINCT, key = OfTexts.class)
    static class ByTexts extends Pages {}

    @Test
    void typeArgumentsMayComeFromAboveAndBeWildcards() {
        Deployed.with(LivePages.class, ByNumbers.class, ByNumbersToo.class).close();
    }

    @Test
    void aKeyOfOtherItemsIsRefused() {
        assertRefused("CQRS00122", LivePages.class, ByTexts.class)
                .contains("'" + ByTexts.class.getName() + "' has the key '" + OfTexts.class.getName() + "'")
                .contains("ItemKey<" + Page.class.getName() + "<java.lang.String>>")
                .contains("'" + Page.class.getName() + "<java.lang.Integer>'");
    }

    @Test
    void oneChainHasKeysOfOneKind() {
        assertRefused("CQRS00124", LivePages.class, ByNumbers.class, ByAny.class)
                .contains("'" + ByAny.class.getName() + "' and '" + ByNumbers.class.getName() + "'")
                .contains("'" + OfAny.class.getName() + "' and '" + OfNumbers.class.getName() + "'");
    }

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT)
    static class WithoutKey extends Stored {}

    @Test
    void itemsWithoutAnyAreToldOfTheWayOut() {
        assertRefused("CQRS00111", Live.class, WithoutKey.class).contains("by 'key'");
    }

    @Fallback(of = Live.class, key = Folded.class)
    static class Restarting extends Stored {}

    record Ping() implements Request<String> {}

    @RespondingHandler
    static class Ponging implements RequestHandler<Ping, String> {
        @Override
        public String handle(Ping request) throws IOException {
            throw new IOException("cut");
        }
    }

    @Fallback(of = Ponging.class, key = Folded.class)
    static class StillPonging implements RequestHandler<Ping, String> {
        @Override
        public String handle(Ping request) {
            return "pong";
        }
    }

    @Test
    void aKeyThatNobodyAsksForIsRefused() {
        assertRefused("CQRS00123", Live.class, Restarting.class).contains("RESTART");
        assertRefused("CQRS00123", Ponging.class, StillPonging.class);
    }

    static class WithParameter implements ItemKey<String> {
        WithParameter(String unusedPrefix) {}

        @Override
        public Object of(String item) {
            return item;
        }
    }

    static class Throwing implements ItemKey<String> {
        Throwing() {
            throw new IllegalStateException("not today");
        }

        @Override
        public Object of(String item) {
            return item;
        }
    }

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT, key = WithParameter.class)
    static class ByParameter extends Stored {}

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT, key = Throwing.class)
    static class ByThrowing extends Stored {}

    @Fallback(of = Live.class, continuation = Continuation.DISTINCT, key = ItemKey.OfKeyed.class)
    static class ByName extends Stored {}

    @Test
    void aKeyThatCannotBeCreatedIsRefused() {
        assertRefused("CQRS00125", Live.class, ByParameter.class).contains("has no constructor without parameters");
        assertRefused("CQRS00125", Live.class, ByThrowing.class).contains("not today");
    }

    @Test
    void theDefaultByItsName() {
        assertRefused("CQRS00111", Live.class, ByName.class);
    }

    private static AbstractStringAssert<?> assertRefused(String number, Class<?>... beans) {
        Throwable refusal = catchThrowable(() -> Deployed.with(beans).close());
        return assertThat(refusal.getMessage())
                .contains("CQRS00100: The deployment has 1 problem(s)")
                .contains(number);
    }
}
