package org.cqrsjakarta.internal.deployment;

import static org.cqrsjakarta.internal.deployment.DeploymentMessages.MESSAGES;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.Keyed;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Reads one bean's declaration, and checks what can be said about it alone. */
final class HandlerReader {

    private static final int MAX_REMEMBER = 65_536;

    private final Problems problems;

    HandlerReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads a bean.
     *
     * @param bean      the bean
     * @param annotated the class or the producer that it comes from
     * @return empty if it is no handler, or one that has a problem
     */
    Optional<HandlerModel> read(Bean<?> bean, Annotated annotated) {
        Collection<Annotation> annotations = annotated.getAnnotations();
        boolean primary = Stereotypes.find(StreamingHandler.class, annotations).isPresent();
        Optional<Fallback> fallback = Stereotypes.find(Fallback.class, annotations);
        if (!primary && fallback.isEmpty()) {
            return Optional.empty();
        }
        String place = place(annotated);
        if (primary && fallback.isPresent()) {
            problems.add(MESSAGES.bothRoles(place));
            return Optional.empty();
        }
        Optional<Type> contract = contractOf(bean, annotated);
        if (contract.isEmpty()) {
            problems.add(MESSAGES.noHandler(
                    place, primary ? "@StreamingHandler" : "@Fallback", StreamingRequestHandler.class.getName()));
            return Optional.empty();
        }
        return modelOf(bean, annotated, place, contract.get(), fallback);
    }

    private Optional<HandlerModel> modelOf(
            Bean<?> bean, Annotated annotated, String place, Type contract, Optional<Fallback> fallback) {
        List<ConcreteType> types = contract instanceof ParameterizedType parameterized
                ? Stream.of(parameterized.getActualTypeArguments())
                        .map(ConcreteType::of)
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
        if (types.size() != 2) {
            problems.add(MESSAGES.notConcrete(place, contract.getTypeName()));
            return Optional.empty();
        }
        Class<?> type = rawType(annotated.getBaseType());
        var model = new HandlerModel(
                bean,
                type,
                place,
                types.get(0),
                types.get(1),
                fallback.orElse(null),
                circuitOf(type, annotated).orElse(null));
        fallback.ifPresent(declared -> checkFallback(model, declared));
        return Optional.of(model);
    }

    private void checkFallback(HandlerModel model, Fallback declared) {
        if (declared.remember() < 0 || declared.remember() > MAX_REMEMBER) {
            problems.add(MESSAGES.rememberOutOfRange(model.place(), declared.remember(), MAX_REMEMBER));
        }
        if (declared.continuation() == Continuation.DISTINCT
                && !Keyed.class.isAssignableFrom(model.items().raw())) {
            problems.add(MESSAGES.notKeyed(model.place(), model.items().toString()));
        }
    }

    /** The handler interface with its arguments, if the bean may be seen by it. */
    private static Optional<Type> contractOf(Bean<?> bean, Annotated annotated) {
        boolean visible = bean.getTypes().stream().anyMatch(type -> rawType(type) == StreamingRequestHandler.class);
        boolean generic = annotated.getTypeClosure().stream().anyMatch(HandlerReader::isContract);
        if (!generic || !(visible || hasNoConcreteContract(annotated))) {
            return Optional.empty();
        }
        return annotated.getTypeClosure().stream()
                .filter(HandlerReader::isContract)
                .findFirst();
    }

    /** CDI leaves types with variables out of the bean types of some producers; that is a problem of its own. */
    private static boolean hasNoConcreteContract(Annotated annotated) {
        return annotated.getTypeClosure().stream()
                .filter(HandlerReader::isContract)
                .noneMatch(type -> ConcreteType.of(type).isPresent());
    }

    private static boolean isContract(Type type) {
        return rawType(type) == StreamingRequestHandler.class;
    }

    private static Optional<CircuitDeclaration> circuitOf(Class<?> type, Annotated annotated) {
        Optional<CircuitDeclaration> onMethod = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("handle") && !method.isBridge())
                .filter(method -> method.isAnnotationPresent(CircuitBreaker.class))
                .map(HandlerReader::onMethod)
                .findFirst();
        if (onMethod.isPresent()) {
            return onMethod;
        }
        // As it stands in the source: from what the container sees it was taken off.
        Optional<CircuitDeclaration> onProducer = annotated instanceof AnnotatedMember<?> member
                ? Stereotypes.find(CircuitBreaker.class, (AnnotatedElement) member.getJavaMember())
                        .map(annotation -> new CircuitDeclaration(annotation, propertyPrefix(member)))
                : Optional.empty();
        return onProducer.or(() -> Stereotypes.find(CircuitBreaker.class, type)
                .map(annotation -> new CircuitDeclaration(annotation, type.getName())));
    }

    private static String propertyPrefix(AnnotatedMember<?> member) {
        return member.getDeclaringType().getJavaClass().getName() + "/"
                + member.getJavaMember().getName();
    }

    private static CircuitDeclaration onMethod(Method method) {
        return new CircuitDeclaration(
                method.getAnnotation(CircuitBreaker.class),
                method.getDeclaringClass().getName() + "/" + method.getName());
    }

    private static String place(Annotated annotated) {
        return switch (annotated) {
            case AnnotatedType<?> type -> type.getJavaClass().getName();
            case AnnotatedMember<?> member ->
                member.getDeclaringType().getJavaClass().getName() + "."
                        + member.getJavaMember().getName();
            default -> annotated.getBaseType().getTypeName();
        };
    }

    static Class<?> rawType(Type type) {
        return switch (type) {
            case Class<?> raw -> raw;
            case ParameterizedType parameterized -> (Class<?>) parameterized.getRawType();
            default -> Object.class;
        };
    }

    /** Several places as one text. */
    static String listed(Collection<HandlerModel> models) {
        return new ArrayList<>(models)
                .stream().map(HandlerModel::toString).sorted().collect(Collectors.joining(" and "));
    }
}
