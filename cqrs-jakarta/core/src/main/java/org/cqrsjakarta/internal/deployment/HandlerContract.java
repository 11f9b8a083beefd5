package org.cqrsjakarta.internal.deployment;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.NullItemException;
import org.cqrsjakarta.PublishingRequestHandler;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.RequestHandler;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.source.Opened;
import org.jspecify.annotations.Nullable;

/** The interfaces that a handler may implement, and how each is called. */
enum HandlerContract {
    PULLED(StreamingRequestHandler.class, Shape.PULLED, StreamingHandler.class) {
        @Override
        @SuppressWarnings("unchecked")
        Opened<Object> open(String place, Object handler, Object request, @Nullable Switchover<Object> switchover)
                throws Exception {
            var called = (StreamingRequestHandler<StreamRequest<Object>, Object>) handler;
            var asked = (StreamRequest<Object>) request;
            Stream<Object> items = switchover == null ? called.handle(asked) : called.handle(asked, switchover);
            return new Opened.Pulled<>(given(items, place, "Stream"));
        }
    },
    EMITTED(EmittingRequestHandler.class, Shape.EMITTED, StreamingHandler.class) {
        @Override
        @SuppressWarnings("unchecked")
        Opened<Object> open(String place, Object handler, Object request, @Nullable Switchover<Object> switchover) {
            var called = (EmittingRequestHandler<StreamRequest<Object>, Object>) handler;
            var asked = (StreamRequest<Object>) request;
            return new Opened.Emitted<>(
                    switchover == null
                            ? emitter -> called.handle(asked, emitter)
                            : emitter -> called.handle(asked, switchover, emitter));
        }
    },
    PUBLISHED(PublishingRequestHandler.class, Shape.PUBLISHED, StreamingHandler.class) {
        @Override
        @SuppressWarnings("unchecked")
        Opened<Object> open(String place, Object handler, Object request, @Nullable Switchover<Object> switchover)
                throws Exception {
            var called = (PublishingRequestHandler<StreamRequest<Object>, Object>) handler;
            var asked = (StreamRequest<Object>) request;
            var publisher = switchover == null ? called.handle(asked) : called.handle(asked, switchover);
            return new Opened.Published<>(given(publisher, place, "Flow.Publisher"));
        }
    },
    /** A stream of one item, the response in a box of its own: it may be {@code null}. */
    RESPONDING(RequestHandler.class, Shape.PULLED, RespondingHandler.class) {
        @Override
        @SuppressWarnings("unchecked")
        Opened<Object> open(String place, Object handler, Object request, @Nullable Switchover<Object> switchover)
                throws Exception {
            var called = (RequestHandler<Request<Object>, Object>) handler;
            return new Opened.Single<>(new Reply<>(called.handle((Request<Object>) request)));
        }
    };

    private final Class<?> type;
    private final Shape shape;
    private final Class<? extends Annotation> primary;

    HandlerContract(Class<?> type, Shape shape, Class<? extends Annotation> primary) {
        this.type = type;
        this.shape = shape;
        this.primary = primary;
    }

    /**
     * Calls a handler.
     *
     * @param place      the handler's class or producer, in full, for messages
     * @param handler    the bean, perhaps a proxy
     * @param request    the request
     * @param switchover what it takes over; {@code null} for a primary
     * @return what it gave
     * @throws Exception what it threw, or a {@link NullItemException} if it returned {@code null}
     */
    abstract Opened<Object> open(String place, Object handler, Object request, @Nullable Switchover<Object> switchover)
            throws Exception;

    /** The interface. */
    Class<?> type() {
        return type;
    }

    Shape shape() {
        return shape;
    }

    /** What a primary of this contract carries. */
    Class<? extends Annotation> primary() {
        return primary;
    }

    boolean isStreaming() {
        return this != RESPONDING;
    }

    /** The contract of an interface, if it is one. */
    static Optional<HandlerContract> of(Class<?> type) {
        return Arrays.stream(values()).filter(contract -> contract.type == type).findFirst();
    }

    /** The interfaces that a handler with this annotation may implement. */
    static List<String> namesFor(Class<? extends Annotation> annotation) {
        return Arrays.stream(values())
                .filter(contract -> contract.primary == annotation || annotation == org.cqrsjakarta.Fallback.class)
                .map(contract -> contract.type.getName())
                .toList();
    }

    private static <T> T given(@Nullable T source, String place, String required) {
        if (source == null) {
            throw DeploymentMessages.MESSAGES.nullSource(place, required);
        }
        return source;
    }
}
