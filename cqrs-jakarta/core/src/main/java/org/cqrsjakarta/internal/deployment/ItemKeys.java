package org.cqrsjakarta.internal.deployment;

import static org.cqrsjakarta.internal.deployment.DeploymentMessages.MESSAGES;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.ItemKey;

/**
 * What tells the items of each chain apart under {@code DISTINCT}: one instance of each class that a fallback names, looked
 * up where that is a bean, and created where it is none. Dependent ones are destroyed when this is closed.
 */
final class ItemKeys implements AutoCloseable {

    private final BeanManager beans;
    private final Map<Class<?>, ItemKey<?>> instances = new HashMap<>();
    private final List<CreationalContext<?>> created = new ArrayList<>();

    ItemKeys(BeanManager beans) {
        this.beans = beans;
        instances.put(ItemKey.OfKeyed.class, new ItemKey.OfKeyed());
    }

    /** A chain has keys of one kind. */
    static void check(List<HandlerModel> chain, Problems problems) {
        List<HandlerModel> distinct = distinct(chain);
        Set<String> keys =
                distinct.stream().map(model -> keyOf(model).getName()).collect(Collectors.toCollection(TreeSet::new));
        if (keys.size() > 1) {
            problems.add(MESSAGES.differentKeys(
                    HandlerReader.listed(distinct),
                    keys.stream().map(key -> "'" + key + "'").collect(Collectors.joining(" and "))));
        }
    }

    /** Obtains what the fallbacks of a chain name; each that cannot be had is a problem. */
    void obtain(List<HandlerModel> chain, Problems problems) {
        for (HandlerModel model : distinct(chain)) {
            if (!instances.containsKey(keyOf(model))) {
                obtain(keyOf(model), model, problems);
            }
        }
    }

    /** What tells the items of a chain apart, after all that its fallbacks name was obtained. */
    @SuppressWarnings("unchecked") // It was checked that it takes them.
    ItemKey<Object> of(List<HandlerModel> chain) {
        Class<?> type = distinct(chain).stream()
                .<Class<?>>map(ItemKeys::keyOf)
                .findFirst()
                .orElse(ItemKey.OfKeyed.class);
        return (ItemKey<Object>) Objects.requireNonNull(instances.get(type));
    }

    @Override
    public void close() {
        // A loop: the end may be too late to link a lambda.
        for (CreationalContext<?> each : created) {
            each.release();
        }
    }

    private static List<HandlerModel> distinct(List<HandlerModel> chain) {
        return chain.stream()
                .filter(model -> model.fallback() != null && model.fallback().continuation() == Continuation.DISTINCT)
                .toList();
    }

    private static Class<? extends ItemKey<?>> keyOf(HandlerModel model) {
        Fallback declared = Objects.requireNonNull(model.fallback());
        return declared.key();
    }

    /** Whatever its constructor throws, or an injection: a problem of the deployment as any other. */
    @SuppressWarnings("IllegalCatch")
    private void obtain(Class<? extends ItemKey<?>> type, HandlerModel model, Problems problems) {
        try {
            Set<Bean<?>> found = beans.getBeans(type, Any.Literal.INSTANCE);
            instances.put(type, found.isEmpty() ? create(type) : lookUp(type, found));
        } catch (InvocationTargetException e) {
            problems.add(MESSAGES.noKey(type.getName(), model.place(), "its constructor threw " + e.getCause()));
        } catch (NoSuchMethodException e) {
            problems.add(MESSAGES.noKey(
                    type.getName(),
                    model.place(),
                    "it is no bean, and has no constructor without parameters; add one"));
        } catch (Exception e) {
            problems.add(MESSAGES.noKey(type.getName(), model.place(), e.toString()));
        }
    }

    private ItemKey<?> lookUp(Class<?> type, Set<Bean<?>> found) {
        Bean<?> bean = beans.<Object>resolve(new HashSet<>(found));
        CreationalContext<?> creation = beans.createCreationalContext(bean);
        if (bean.getScope() == Dependent.class) {
            // Any other is destroyed by its scope.
            created.add(creation);
        }
        return (ItemKey<?>) beans.getReference(bean, type, creation);
    }

    private static ItemKey<?> create(Class<? extends ItemKey<?>> type) throws ReflectiveOperationException {
        Constructor<? extends ItemKey<?>> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }
}
