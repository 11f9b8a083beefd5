package org.cqrsjakarta.testkit;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.PublishingRequestHandler;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;
import org.jboss.weld.bootstrap.event.WeldAfterBeanDiscovery;
import org.jspecify.annotations.Nullable;

/** Puts the kit's beans and observers into an application, and scripts in the place of handlers. */
final class KitExtension implements Extension {

    private static final Set<Class<?>> UNQUALIFIED = Set.of(Any.class, Default.class);

    private final ManualTime clock;
    private final Recorder recorder;
    private final Map<Class<?>, Account> accounts;

    /** Classes that are to play, and were not found yet. */
    private final Set<Class<?>> silent;

    KitExtension(ManualTime clock, Recorder recorder, Map<Class<?>, Account> accounts) {
        this.clock = clock;
        this.recorder = recorder;
        this.accounts = Map.copyOf(accounts);
        this.silent = new LinkedHashSet<>(accounts.keySet());
    }

    void replace(
            @Observes @WithAnnotations({StreamingHandler.class, RespondingHandler.class, Fallback.class})
                    ProcessAnnotatedType<?> found) {
        Class<?> type = found.getAnnotatedType().getJavaClass();
        if (silent.remove(type) && !Scripted.class.isAssignableFrom(type)) {
            found.configureAnnotatedType().add(Replaced.Literal.INSTANCE);
        }
    }

    void addBeans(@Observes AfterBeanDiscovery discovery) {
        discovery
                .<ManualTime>addBean()
                .types(Time.class, ManualTime.class)
                .scope(Singleton.class)
                .createWith(creation -> clock);
        discovery
                .<Account>addBean()
                .types(Account.class)
                .scope(Dependent.class)
                .produceWith(instance ->
                        accountOf(instance.select(InjectionPoint.class).get().getBean()));
    }

    void addObservers(@Observes WeldAfterBeanDiscovery discovery) {
        discovery
                .addObserverMethod()
                .observedType(Object.class)
                // Before the application's own: where one of these throws, the later ones are not told.
                .priority(Interceptor.Priority.PLATFORM_BEFORE)
                .notifyWith(this::observe);
        discovery
                .addInterceptor()
                .addBinding(Replaced.Literal.INSTANCE)
                // Inside of the application's own interceptors, as the handler itself is.
                .priority(Interceptor.Priority.PLATFORM_AFTER)
                .interceptWithMetadata(InterceptionType.AROUND_INVOKE, this::play);
    }

    void validate(@Observes AfterDeploymentValidation validation) {
        silent.forEach(handler -> validation.addDeploymentProblem(new DeploymentException("'" + handler.getName()
                + "' is to play a script, but is not declared as a handler; put @StreamingHandler, @RespondingHandler or"
                + " @Fallback on it")));
    }

    private void observe(EventContext<Object> context) {
        // What the container tells carries a qualifier, as @Initialized, or is a type of its own.
        boolean unqualified = context.getMetadata().getQualifiers().stream()
                .allMatch(qualifier -> UNQUALIFIED.contains(qualifier.annotationType()));
        String type = context.getEvent().getClass().getName();
        if (unqualified && !type.startsWith("jakarta.enterprise.") && !type.startsWith("org.jboss.weld.")) {
            recorder.add(context.getEvent());
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object play(InvocationContext call, Bean<?> handler) {
        Class<?> type = handler.getBeanClass();
        if (!call.getMethod().getName().equals("handle")) {
            return proceed(call);
        }
        Performance<Object> performance = accountOf(handler).open();
        if (StreamingRequestHandler.class.isAssignableFrom(type)) {
            return performance.asStream();
        }
        if (PublishingRequestHandler.class.isAssignableFrom(type)) {
            return performance.asPublisher();
        }
        if (EmittingRequestHandler.class.isAssignableFrom(type)) {
            // The last parameter of both variants.
            performance.emitTo((Emitter<Object>) call.getParameters()[call.getParameters().length - 1]);
            return null;
        }
        return performance.response();
    }

    private static @Nullable Object proceed(InvocationContext call) {
        try {
            return call.proceed();
        } catch (Exception e) {
            throw Performance.<RuntimeException>thrown(e);
        }
    }

    private Account accountOf(Bean<?> handler) {
        Class<?> type = handler.getBeanClass();
        return Objects.requireNonNull(accounts.get(type), () -> "No account of '" + type.getName() + "'");
    }
}
