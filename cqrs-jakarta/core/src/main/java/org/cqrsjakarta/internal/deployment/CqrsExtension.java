package org.cqrsjakarta.internal.deployment;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessProducerField;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cqrsjakarta.Circuits;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.internal.config.OwnConfig;
import org.cqrsjakarta.internal.context.StreamRequestContext;
import org.cqrsjakarta.internal.event.InjectedDomainEvents;
import org.cqrsjakarta.internal.event.Raising;
import org.cqrsjakarta.internal.inspector.Inspector;
import org.cqrsjakarta.internal.store.StreamsMode;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds the streaming handlers of an application while the container starts, and refuses what cannot work. */
public final class CqrsExtension implements Extension {

    private final Discovery discovery = new Discovery();
    private final StreamRequestContext requests = new StreamRequestContext();
    private final Set<Bean<?>> handlerBeans = new HashSet<>();
    private @Nullable Application application;
    private @Nullable OwnConfig ownConfig;
    private boolean stopped;
    private boolean over;
    private boolean said;

    /** Before any other extension looks, so that a server's own fault tolerance never sees the annotations. */
    void takeOffFaultTolerance(
            @Observes @Priority(1) @WithAnnotations({StreamingHandler.class, RespondingHandler.class, Fallback.class})
                    ProcessAnnotatedType<?> type) {
        FaultToleranceRemoval.from(type.configureAnnotatedType());
    }

    /** After all other extensions have changed it. */
    void see(
            @Observes
                    @Priority(Integer.MAX_VALUE)
                    @WithAnnotations({StreamingHandler.class, RespondingHandler.class, Fallback.class})
                    ProcessAnnotatedType<?> type) {
        discovery.sees(type.getAnnotatedType());
    }

    void find(@Observes ProcessManagedBean<?> found) {
        discovery.finds(found.getBean(), found.getAnnotatedBeanClass());
    }

    /** Here before it is needed: at the end there may be no class to be had. */
    private final DeploymentLog log = DeploymentLog.LOG;

    private final boolean warns = log.isEnabled(Logger.Level.WARN);

    void find(@Observes ProcessProducerMethod<?, ?> found) {
        discovery.finds(found.getBean(), found.getAnnotatedProducerMethod());
    }

    void find(@Observes ProcessProducerField<?, ?> found) {
        discovery.finds(found.getBean(), found.getAnnotatedProducerField());
    }

    void addBeans(@Observes AfterBeanDiscovery discovery) {
        discovery.addContext(requests);
        if (RestSide.isThere()) {
            RestSide.addBeans(discovery, () -> application().rest());
            discovery
                    .addBean()
                    .types(Inspector.class)
                    .scope(Singleton.class)
                    .produceWith(instance -> application().inspector());
        } else {
            discovery
                    .addBean()
                    .types(StreamingMediator.class)
                    .scope(ApplicationScoped.class)
                    .produceWith(instance -> application().mediator());
        }
        discovery
                .addBean()
                .types(Circuits.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> application().circuits());
        discovery
                .addBean()
                .types(DomainEvents.class)
                .scope(Dependent.class)
                .produceWith(instance ->
                        domainEvents(instance.select(InjectionPoint.class).get()));
    }

    void validate(@Observes AfterDeploymentValidation validation, BeanManager beans) {
        var config = ConfigProvider.getConfig();
        ownConfig = OwnConfig.of(config);
        Problems problems = new Problems();
        List<HandlerModel> handlers = read(discovery.handlers(problems), problems);
        Settings settings = Settings.from(config, problems);
        List<List<HandlerModel>> chains =
                new ChainPlan(handlers, competing -> resolve(beans, competing), problems).chains();
        Map<HandlerModel, HandlerPolicies> policies = policies(handlers, new PolicyReader(config, problems));
        chains.forEach(chain -> ItemKeys.check(chain, problems));
        warn(beans, config, settings, handlers, problems);
        if (settings.store().streams() == StreamsMode.JOURNAL) {
            new Takeovers(log::nothingFollows, log::keysStay).check(chains);
        }
        ItemKeys keys = new ItemKeys(beans);
        if (problems.isEmpty()) {
            chains.forEach(chain -> keys.obtain(chain, problems));
        }
        if (problems.isEmpty()) {
            application = new Application(beans, requests, chains, policies, settings, keys);
        } else {
            keys.close();
            validation.addDeploymentProblem(new DeploymentException(problems.report()));
        }
        handlers.forEach(handler -> handlerBeans.add(handler.bean()));
        discovery.clear();
    }

    /** Before the application's own observers, which may end what its handlers use. */
    void beforeBeansGo(@Observes @Priority(0) @BeforeDestroyed(ApplicationScoped.class) Object unused) {
        stop();
    }

    /**
     * Streams end, while the application's beans are still there: at {@link BeforeShutdown} they have been destroyed, and
     * each handler would fail, with a switchover and an open circuit for a stop in order. Whatever comes first calls this:
     * the end of a web application, or that of the application context. In an EAR, the first of its web applications stops
     * all of them, since their beans go together.
     */
    @SuppressWarnings("IllegalCatch")
    synchronized void stop() {
        if (application == null || stopped) {
            return;
        }
        stopped = true;
        try {
            application.stop();
        } catch (Throwable e) {
            notStopped(e);
        }
    }

    /**
     * Does what is left. What fails here is said in one line, for servers stop what they could not deploy, some when its class
     * loader is closed, and print whatever that leads to below the reason.
     */
    @SuppressWarnings("IllegalCatch")
    synchronized void shutDown(@Observes BeforeShutdown unused) {
        if (over) {
            return;
        }
        stopped = true;
        over = true;
        try {
            if (application != null) {
                application.close();
            }
        } catch (Throwable e) {
            notStopped(e);
        } finally {
            release();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void release() {
        try {
            if (ownConfig != null) {
                ownConfig.release();
            }
        } catch (RuntimeException | LinkageError e) {
            log.debug("The configuration could not be released", e);
        }
    }

    private void notStopped(Throwable failure) {
        if (warns && !said) {
            log.notStopped(failure.toString());
        }
        said = true;
        log.debug("Not stopped in order", failure);
    }

    /** A handler of one step raises into that, on whatever thread. */
    private DomainEvents domainEvents(InjectionPoint point) {
        Bean<?> around = point.getBean();
        boolean servesOneStep = around != null && around.getScope() == Dependent.class && handlerBeans.contains(around);
        return new InjectedDomainEvents(servesOneStep ? Raising.current() : null);
    }

    private static void warn(
            BeanManager beans, Config config, Settings settings, List<HandlerModel> handlers, Problems problems) {
        DeploymentLog log = DeploymentLog.LOG;
        Set<String> known =
                KnownSettings.of(settings.names(), Thread.currentThread().getContextClassLoader());
        new UnusedProperties(known, handlers, new UnusedProperties.Report() {
                    @Override
                    public void unknownSetting(String property, String source, String nearest) {
                        log.unknownSetting(property, source, nearest);
                    }

                    @Override
                    public void withoutEffect(String property, String source, String reason) {
                        log.withoutEffect(property, source, reason);
                    }
                })
                .in(config);
        handlers.forEach(handler ->
                TransactionOfCall.of(handler).ifPresent(found -> log.transactionEndsFirst(handler.place(), found)));
        if (handlers.isEmpty() && problems.isEmpty()) {
            log.noHandlers();
        }
        if (!ItemsAsJson.areWrittenOtherwise(beans)) {
            new ItemsAsJson(log::unreadableItems, log::emptyItems).check(handlers);
        }
    }

    private static List<HandlerModel> read(List<Discovery.Found> found, Problems problems) {
        HandlerReader reader = new HandlerReader(problems);
        return found.stream()
                .map(handler -> reader.read(handler.bean(), handler.annotated()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Map<HandlerModel, HandlerPolicies> policies(List<HandlerModel> handlers, PolicyReader reader) {
        Map<HandlerModel, HandlerPolicies> policies = new HashMap<>();
        handlers.forEach(handler -> policies.put(handler, reader.read(handler)));
        return policies;
    }

    private static Bean<?> resolve(BeanManager beans, Set<Bean<?>> competing) {
        return beans.<Object>resolve(new HashSet<Bean<?>>(competing));
    }

    private Application application() {
        return Optional.ofNullable(application)
                .orElseThrow(() -> new IllegalStateException(DeploymentMessages.MESSAGES.tooEarly()));
    }
}
