package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.chain.Shape;

/**
 * Finds the transaction that the container begins for the call of {@code handle}, and ends with it. What is read lazily is
 * read after that. Annotations are looked for by name: their API need not be there.
 */
final class TransactionOfCall {

    private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";
    private static final Set<String> SESSION_BEANS =
            Set.of("jakarta.ejb.Stateless", "jakarta.ejb.Stateful", "jakarta.ejb.Singleton");
    private static final String ATTRIBUTE = "jakarta.ejb.TransactionAttribute";
    private static final String MANAGEMENT = "jakarta.ejb.TransactionManagement";
    private static final Set<String> BEGUN_HERE = Set.of("REQUIRED", "REQUIRES_NEW");

    private TransactionOfCall() {}

    /**
     * Looks at one handler.
     *
     * @return what begins the transaction; empty if nothing does, or if the call lasts as long as its items are read
     */
    static Optional<String> of(HandlerModel handler) {
        boolean outlived =
                handler.contract().isStreaming() && handler.contract().shape() != Shape.EMITTED;
        // What a producer makes is not intercepted.
        boolean intercepted = handler.place().equals(handler.type().getName());
        return outlived && intercepted ? begunBy(handler.type(), handler.bean()) : Optional.empty();
    }

    private static Optional<String> begunBy(Class<?> type, Bean<?> bean) {
        List<Annotation> ofMethods = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("handle") && !method.isBridge() && !method.isDefault())
                .flatMap(method -> Stream.of(method.getAnnotations()))
                .toList();
        List<Annotation> ofClass = withStereotypes(type, bean.getStereotypes());
        Optional<Annotation> nearest = named(TRANSACTIONAL, ofMethods).or(() -> named(TRANSACTIONAL, ofClass));
        if (nearest.isPresent()) {
            return nearest.filter(found -> BEGUN_HERE.contains(valueOf(found))).map(found -> "@Transactional");
        }
        Optional<Annotation> sessionBean = ofClass.stream()
                .filter(annotation -> SESSION_BEANS.contains(nameOf(annotation)))
                .findFirst();
        boolean ownManagement = named(MANAGEMENT, ofClass)
                .filter(found -> valueOf(found).equals("BEAN"))
                .isPresent();
        boolean begun = named(ATTRIBUTE, ofMethods)
                .or(() -> named(ATTRIBUTE, ofClass))
                .map(found -> BEGUN_HERE.contains(valueOf(found)))
                .orElse(true);
        return sessionBean
                .filter(found -> begun && !ownManagement)
                .map(found -> "@" + found.annotationType().getSimpleName());
    }

    private static List<Annotation> withStereotypes(
            AnnotatedElement type, Collection<Class<? extends Annotation>> stereotypes) {
        return Stream.concat(
                        Stream.of(type.getAnnotations()),
                        stereotypes.stream().flatMap(found -> Stream.of(found.getAnnotations())))
                .toList();
    }

    private static Optional<Annotation> named(String name, List<Annotation> annotations) {
        return annotations.stream()
                .filter(annotation -> nameOf(annotation).equals(name))
                .findFirst();
    }

    private static String nameOf(Annotation annotation) {
        return annotation.annotationType().getName();
    }

    /** All of these annotations say it as the value. */
    private static String valueOf(Annotation annotation) {
        try {
            return String.valueOf(annotation.annotationType().getMethod("value").invoke(annotation));
        } catch (ReflectiveOperationException e) {
            return "";
        }
    }
}
