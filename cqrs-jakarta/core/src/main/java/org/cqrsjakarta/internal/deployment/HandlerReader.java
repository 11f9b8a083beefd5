package org.cqrsjakarta.internal.deployment;

import static org.cqrsjakarta.internal.deployment.DeploymentMessages.MESSAGES;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.ItemKey;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamingHandler;
import org.eclipse.microprofile.faulttolerance.Retry;

/** Reads one bean's declaration, and checks what can be said about it alone. */
final class HandlerReader {

    /** What makes a bean a handler. */
    static final List<Class<? extends Annotation>> ROLES =
            List.of(StreamingHandler.class, RespondingHandler.class, Fallback.class);

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
        List<Class<? extends Annotation>> roles = rolesOf(annotated);
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        String place = place(annotated);
        if (roles.size() > 1) {
            problems.add(MESSAGES.severalRoles(place, named(roles)));
            return Optional.empty();
        }
        return contractOf(bean, annotated, place, roles.getFirst())
                .flatMap(contract -> modelOf(bean, annotated, place, contract))
                .filter(model -> hasFittingRole(model, roles.getFirst()));
    }

    private Optional<HandlerModel> modelOf(Bean<?> bean, Annotated annotated, String place, Type contract) {
        List<ConcreteType> types = contract instanceof ParameterizedType parameterized
                ? Stream.of(parameterized.getActualTypeArguments())
                        .map(ConcreteType::of)
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
        if (types.size() != 2) {
            problems.add(MESSAGES.notConcrete(place, rawType(contract).getSimpleName(), contract.getTypeName()));
            return Optional.empty();
        }
        Class<?> type = rawType(annotated.getBaseType());
        var model = new HandlerModel(
                bean,
                type,
                place,
                HandlerContract.of(rawType(contract)).orElseThrow(),
                types.get(0),
                types.get(1),
                Stereotypes.find(Fallback.class, annotated.getAnnotations()).orElse(null),
                DeclaredPolicies.of(type, annotated));
        checkPolicies(model);
        if (model.fallback() != null) {
            checkFallback(model, model.fallback());
        }
        return Optional.of(model);
    }

    private boolean hasFittingRole(HandlerModel model, Class<? extends Annotation> role) {
        Class<? extends Annotation> required = model.contract().primary();
        if (model.isPrimary() && role != required) {
            problems.add(MESSAGES.unfitRole(
                    model.place(), role.getSimpleName(), model.contract().type().getName(), required.getSimpleName()));
            return false;
        }
        return true;
    }

    private void checkPolicies(HandlerModel model) {
        DeclaredPolicies.UNFIT.stream()
                .filter(unfit -> model.policies().get(unfit).isPresent())
                .forEach(unfit -> problems.add(MESSAGES.unfitPolicy(model.place(), unfit.getName())));
        if (!model.isPrimary() && model.policies().get(Retry.class).isPresent()) {
            problems.add(MESSAGES.retryOfFallback(model.place()));
        }
    }

    private void checkFallback(HandlerModel model, Fallback declared) {
        if (declared.remember() < 0 || declared.remember() > MAX_REMEMBER) {
            problems.add(MESSAGES.rememberOutOfRange(model.place(), declared.remember(), MAX_REMEMBER));
        }
        boolean ownKeys = declared.key() == ItemKey.OfKeyed.class;
        if (!ownKeys && declared.continuation() != Continuation.DISTINCT) {
            problems.add(MESSAGES.keyOfNoUse(
                    model.place(),
                    declared.key().getName(),
                    declared.continuation().name()));
        }
        if (!model.contract().isStreaming() && declared.continuation() != Continuation.RESTART) {
            problems.add(MESSAGES.nothingToContinue(
                    model.place(), declared.continuation().name()));
        } else if (declared.continuation() == Continuation.DISTINCT) {
            checkKey(model, declared.key());
        }
    }

    private void checkKey(HandlerModel model, Class<? extends ItemKey<?>> key) {
        Optional<ConcreteType> taken = TypeView.of(key)
                .as(ItemKey.class)
                .flatMap(TypeView::concrete)
                .map(declared -> declared.arguments().getFirst());
        if (taken.filter(type -> type.takes(model.items())).isPresent()) {
            return;
        }
        String items = model.items().toString();
        problems.add(
                key == ItemKey.OfKeyed.class
                        ? MESSAGES.notKeyed(model.place(), items)
                        : MESSAGES.unfitKey(
                                model.place(),
                                key.getName(),
                                taken.map(ConcreteType::toString).orElse("?"),
                                items));
    }

    /** The handler interface with its arguments, if there is one and the bean may be seen by it. */
    private Optional<Type> contractOf(
            Bean<?> bean, Annotated annotated, String place, Class<? extends Annotation> role) {
        List<Type> contracts = annotated.getTypeClosure().stream()
                .filter(type -> HandlerContract.of(rawType(type)).isPresent())
                .toList();
        List<Class<?>> interfaces = contracts.stream()
                .<Class<?>>map(HandlerReader::rawType)
                .distinct()
                .toList();
        if (interfaces.size() > 1) {
            problems.add(MESSAGES.severalContracts(
                    place,
                    interfaces.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(" and "))));
            return Optional.empty();
        }
        // CDI leaves types with variables out of the bean types of some producers; that is a problem of its own.
        boolean visible = bean.getTypes().stream().anyMatch(type -> interfaces.contains(rawType(type)))
                || contracts.stream().noneMatch(type -> ConcreteType.of(type).isPresent());
        if (contracts.isEmpty() || !visible) {
            problems.add(MESSAGES.noHandler(
                    place, "@" + role.getSimpleName(), String.join("' or '", HandlerContract.namesFor(role))));
            return Optional.empty();
        }
        return contracts.stream().findFirst();
    }

    /** What it says that it is: none for what is no handler, several for one that is refused. */
    static List<Class<? extends Annotation>> rolesOf(Annotated annotated) {
        return ROLES.stream()
                .filter(role ->
                        Stereotypes.find(role, annotated.getAnnotations()).isPresent())
                .toList();
    }

    static String named(List<Class<? extends Annotation>> roles) {
        return roles.stream().map(role -> "@" + role.getSimpleName()).collect(Collectors.joining(" and "));
    }

    /** The class or the producer, in full, for messages. */
    static String place(Annotated annotated) {
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
