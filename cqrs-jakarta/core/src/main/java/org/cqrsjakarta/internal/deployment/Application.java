package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.BeanManager;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.Circuits;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.FailureFilter;
import org.cqrsjakarta.internal.chain.FallbackRule;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.context.ContextCapture;
import org.cqrsjakarta.internal.context.StreamRequestContext;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.inspector.Inspector;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.spi.Time;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.jspecify.annotations.Nullable;

/** One application's streams, put together after its deployment was accepted: here everything meets. */
final class Application implements AutoCloseable {

    private final SystemTime machine = new SystemTime();
    private final Time time;
    private final SecureRandom random = new SecureRandom();
    private final StreamIds ids = new StreamIds(random);
    private final BeanManager beans;
    private final Map<HandlerModel, HandlerPolicies> policies;
    private final Settings settings;
    private final ItemKeys keys;
    private final @Nullable Inspector inspector;
    private final ObserverTelemetry telemetry;
    private final ContextCapture contexts;
    private final ApplicationCircuits circuits;
    private final OpenRuns openRuns = new OpenRuns();
    private final LiveResponses responses;
    private final StreamingMediator mediator;
    private final @Nullable RestSide rest;
    private final StoreSource stores;

    Application(
            BeanManager beans,
            StreamRequestContext requests,
            List<List<HandlerModel>> chains,
            Map<HandlerModel, HandlerPolicies> policies,
            Settings settings,
            ItemKeys keys) {
        this.beans = beans;
        this.policies = policies;
        this.settings = settings;
        this.keys = keys;
        this.contexts = ContextCapture.on(beans, requests);
        this.time = clockOf(beans).orElse(machine);
        this.responses =
                new LiveResponses(time, Threads.VIRTUAL, settings.delivery().responses());
        this.inspector = settings.inspector().enabled() && RestSide.isThere() ? newInspector() : null;
        this.telemetry = new ObserverTelemetry(beans, settings.log(), time, inspector);
        var domainEvents = beans.getEvent();
        StreamEngine engine = new StreamEngine(
                time,
                Threads.VIRTUAL,
                random,
                telemetry,
                new EventTurns(domainEvents::fire, settings.eventConcurrency()),
                openRuns,
                ids);
        engine.rehearse();
        List<ApplicationCircuits.Guarded> guarded = new ArrayList<>();
        HandlerTable streams = tableOf(chains, true, guarded);
        this.mediator = new ApplicationMediator(streams, tableOf(chains, false, guarded), engine, contexts);
        this.circuits = new ApplicationCircuits(guarded, chains);
        this.stores = new StoreSource(beans, settings, ids.get(), time);
        stores.share(circuits.guards());
        this.rest = RestSide.isThere()
                ? RestSide.of(
                        mediator,
                        streams,
                        contexts,
                        DeliveryContext.of(engine, settings.delivery(), new EncoderSource(beans), random)
                                .among(stores.streams()),
                        responses)
                : null;
        if (inspector != null) {
            inspector.show(circuits.guards());
        }
    }

    StreamingMediator mediator() {
        return mediator;
    }

    /**
     * What there is where Jakarta REST is.
     *
     * @throws IllegalStateException elsewhere
     */
    RestSide rest() {
        return Optional.ofNullable(rest)
                .orElseThrow(() -> new IllegalStateException(DeploymentMessages.MESSAGES.noRest()));
    }

    Circuits circuits() {
        return circuits;
    }

    /**
     * The inspector's side.
     *
     * @throws IllegalStateException if {@code cqrs.inspector.enabled} is not {@code true}
     */
    Inspector inspector() {
        return Optional.ofNullable(inspector)
                .orElseThrow(() -> new IllegalStateException(DeploymentMessages.MESSAGES.noInspector()));
    }

    /**
     * Lets delivered streams end while inspectors watch, then ends what is open: handlers may still use what they were
     * given. What is asked for afterwards is served until {@link #close}, except for clients.
     */
    void stop() {
        try {
            if (rest != null) {
                rest.stop(machine);
            }
        } finally {
            closeInspector();
        }
    }

    /** Does what {@link #stop} does, to what has come since, and ends the timers. */
    @Override
    public void close() {
        // The log's last lines before the clock; keys when no stream asks for one any more.
        try (keys;
                machine;
                telemetry) {
            stop();
        }
    }

    private void closeInspector() {
        try {
            if (inspector != null) {
                inspector.close();
            }
        } finally {
            closeResponses();
        }
    }

    private void closeResponses() {
        try {
            // Not by the application's own clock, whose bean may be gone, or which a test turns by hand.
            responses.stop(machine);
        } finally {
            closeRuns();
        }
    }

    private void closeRuns() {
        try {
            openRuns.closeAll(Threads.VIRTUAL, machine);
        } finally {
            stores.close();
        }
    }

    private Inspector newInspector() {
        return new Inspector(settings.inspector(), ids.get(), responses, openRuns, time, InstantSource.system());
    }

    private static Optional<Time> clockOf(BeanManager beans) {
        var declared = beans.createInstance().select(Time.class);
        return declared.isUnsatisfied() ? Optional.empty() : Optional.of(declared.get());
    }

    private HandlerTable tableOf(
            List<List<HandlerModel>> chains, boolean streaming, List<ApplicationCircuits.Guarded> guarded) {
        StepNames names = new StepNames(chains);
        Map<ConcreteType, Chain<?>> table = new HashMap<>();
        for (List<HandlerModel> models : chains) {
            if (models.getFirst().contract().isStreaming() == streaming) {
                List<Step<Object>> steps = models.stream()
                        .map(model -> stepOf(model, names.of(model), guarded))
                        .toList();
                table.put(
                        models.getFirst().request(),
                        new Chain<>(
                                steps,
                                settings.continuationKeys(),
                                keys.of(models),
                                new ItemsFromJson(beans, models.getFirst().items())));
            }
        }
        return new HandlerTable(streaming ? StreamingHandler.class : RespondingHandler.class, table);
    }

    private Step<Object> stepOf(HandlerModel model, String name, List<ApplicationCircuits.Guarded> guarded) {
        Fallback fallback = model.fallback();
        HandlerPolicies policy = Objects.requireNonNull(policies.get(model));
        return new Step<>(
                name,
                model.type(),
                shapeOf(model),
                new CdiHandlers<>(beans, model),
                Guards.of(
                        name,
                        circuitOf(model, policy.circuit(), name, guarded),
                        policy.streams() == 0 ? Bulkhead.NONE : new Bulkhead(policy.streams()),
                        policy.retry(),
                        policy.limits()),
                fallback == null ? null : takeoverOf(fallback));
    }

    private static Shape shapeOf(HandlerModel model) {
        Shape shape = model.contract().shape();
        boolean flattens = shape == Shape.PULLED && model.contract().isStreaming() && Flattening.isIn(model.type());
        return flattens ? Shape.FLATTENED : shape;
    }

    private static FallbackRule takeoverOf(Fallback declared) {
        return new FallbackRule(
                new FailureFilter(List.of(declared.applyOn()), List.of(declared.skipOn())),
                declared.continuation(),
                declared.remember());
    }

    private Circuit circuitOf(
            HandlerModel model,
            @Nullable CircuitPolicy policy,
            String name,
            List<ApplicationCircuits.Guarded> guarded) {
        if (policy == null) {
            return Circuit.NONE;
        }
        var circuit = new GuardedCircuit(
                name,
                policy,
                settings.probes(),
                time,
                (changed, from, to) -> tell(new CircuitChanged(changed, from, to)));
        guarded.add(new ApplicationCircuits.Guarded(model.type(), circuit));
        return circuit;
    }

    /** In a request context of its own where there is none: a change may come from a timer. */
    private void tell(CircuitChanged change) {
        StreamContext context = contexts.capture();
        try {
            context.call(() -> {
                telemetry.record(change);
                return change;
            });
        } finally {
            context.end();
        }
    }
}
