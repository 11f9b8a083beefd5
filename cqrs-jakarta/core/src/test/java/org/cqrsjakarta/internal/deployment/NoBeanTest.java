package org.cqrsjakarta.internal.deployment;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.RequestHandler;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.junit.jupiter.api.Test;

/** What says that it is a handler and ends as no bean is refused with its reason, not at the first request. */
class NoBeanTest {

    record Ask() implements StreamRequest<String> {}

    record GetOne() implements Request<String> {}

    static class Strings implements StreamingRequestHandler<Ask, String> {
        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of(getClass().getSimpleName());
        }
    }

    @StreamingHandler
    class Inner extends Strings {}

    @StreamingHandler
    static class NoConstructor extends Strings {
        @SuppressWarnings("unused")
        NoConstructor(String table) {}
    }

    @StreamingHandler
    abstract static class Abstract extends Strings {}

    @StreamingHandler
    interface OnlyPromised extends StreamingRequestHandler<Ask, String> {}

    @Fallback(of = Strings.class)
    enum Constant implements StreamingRequestHandler<Ask, String> {
        ONE;

        @Override
        public Stream<String> handle(Ask request) {
            return Stream.of(name());
        }
    }

    @RespondingHandler
    record WithComponents(String answer) implements RequestHandler<GetOne, String> {
        @Override
        public String handle(GetOne request) {
            return answer;
        }
    }

    @StreamingHandler
    static class Extending extends Strings implements Extension {}

    private static String refusal(Class<?>... beans) {
        Throwable refused = catchThrowable(() -> Deployed.with(beans).close());
        assertThat(refused).as("the deployment").isNotNull();
        return refused.getMessage();
    }

    private static void assertRefused(Class<?> type, String annotation, String reason) {
        assertThat(refusal(type))
                .contains("CQRS00100: The deployment has 1 problem(s)")
                .contains("CQRS00120: '" + type.getName() + "' carries @" + annotation
                        + ", but the container makes no bean of it: " + reason);
    }

    @Test
    void classesThatAreNoBeans() {
        assertRefused(Inner.class, "StreamingHandler", "it is an inner class");
        assertRefused(NoConstructor.class, "StreamingHandler", "it has neither a constructor without parameters");
        assertRefused(Abstract.class, "StreamingHandler", "it is abstract");
        assertRefused(OnlyPromised.class, "StreamingHandler", "it is an interface");
        assertRefused(Constant.class, "Fallback", "it is an enum");
        assertRefused(WithComponents.class, "RespondingHandler", "it is a record with components");
        assertRefused(Extending.class, "StreamingHandler", "it is an extension");
    }

    static class NoBeanItself {
        @SuppressWarnings("unused")
        NoBeanItself(int size) {}

        @Produces
        @StreamingHandler
        Strings made() {
            return new Strings();
        }

        @Produces
        @StreamingHandler
        Strings kept = new Strings();
    }

    @Test
    void producersInAClassThatIsNoBean() {
        assertThat(refusal(NoBeanItself.class))
                .contains("has 2 problem(s)")
                .contains(
                        "'" + NoBeanItself.class.getName() + ".made' carries @StreamingHandler, but the container makes"
                                + " no bean of it: it is a producer, and the class that declares it is no bean: it has neither")
                .contains("'" + NoBeanItself.class.getName() + ".kept' carries");
    }

    @Dependent
    static class OnItsMethod extends Strings {
        @Override
        @StreamingHandler
        public Stream<String> handle(Ask request) {
            return super.handle(request);
        }
    }

    @Test
    void aMethodThatProducesNothing() {
        assertThat(refusal(OnItsMethod.class))
                .contains("CQRS00120: '" + OnItsMethod.class.getName() + ".handle' carries @StreamingHandler")
                .contains("it lacks @Produces");
    }

    @StreamingHandler
    static class Live extends Strings {}

    @Dependent
    @Specializes
    static class SpecialWithoutRole extends Live {}

    @Test
    void aHandlerThatIsSpecializedByNone() {
        assertThat(refusal(Live.class, SpecialWithoutRole.class))
                .contains("CQRS00121: '" + SpecialWithoutRole.class.getName() + "' specializes '" + Live.class.getName()
                        + "'")
                .contains("put @StreamingHandler on it, too");
    }

    @StreamingHandler
    @Stereotype
    @Inherited
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Handles {}

    @Handles
    abstract static class Base extends Strings {}

    static class Derived extends Base {}

    @StreamingHandler
    private static final class Private extends Strings {
        private Private() {}
    }

    @StreamingHandler
    record Injected(Strings delegate) implements StreamingRequestHandler<Ask, String> {
        @Inject
        Injected {}

        @Override
        public Stream<String> handle(Ask request) {
            return delegate.handle(request);
        }
    }

    @Test
    void whatIsABeanIsNoMistake() {
        Class<?>[][] deployments = {{Base.class, Derived.class}, {Private.class}, {Injected.class, Strings.class}};
        for (Class<?>[] beans : deployments) {
            try (Deployed app = Deployed.with(beans)) {
                assertThat(app.mediator().stream(new Ask())).hasSize(1);
            }
        }
    }
}
