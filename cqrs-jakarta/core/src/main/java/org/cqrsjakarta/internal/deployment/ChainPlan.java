package org.cqrsjakarta.internal.deployment;

import static org.cqrsjakarta.internal.deployment.DeploymentMessages.MESSAGES;
import static org.cqrsjakarta.internal.deployment.HandlerReader.listed;

import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.spi.Bean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cqrsjakarta.Fallback;

/**
 * The rules about handlers taken together: who is the primary of what, and who stands in for whom. Where several beans
 * compete for one place, an alternative wins as it does at any injection point.
 */
final class ChainPlan {

    /** Chooses among competing beans; throws {@link AmbiguousResolutionException} where none wins. */
    interface Resolution extends Function<Set<Bean<?>>, Bean<?>> {}

    private final List<HandlerModel> handlers;
    private final Resolution resolution;
    private final Problems problems;

    ChainPlan(List<HandlerModel> handlers, Resolution resolution, Problems problems) {
        this.handlers = handlers;
        this.resolution = resolution;
        this.problems = problems;
    }

    /**
     * Puts the handlers into chains.
     *
     * @return one list for each primary, which comes first; to be used only if there is no problem
     */
    List<List<HandlerModel>> chains() {
        Map<ConcreteType, HandlerModel> primaries = primaries();
        Map<HandlerModel, HandlerModel> fallbacks = fallbacks(primaries);
        return primaries.values().stream()
                .map(primary -> chainFrom(primary, fallbacks))
                .toList();
    }

    private Map<ConcreteType, HandlerModel> primaries() {
        Map<ConcreteType, List<HandlerModel>> candidates = handlers.stream()
                .filter(HandlerModel::isPrimary)
                .collect(Collectors.groupingBy(HandlerModel::request, LinkedHashMap::new, Collectors.toList()));
        Map<ConcreteType, HandlerModel> primaries = new LinkedHashMap<>();
        candidates.forEach((request, competing) -> winner(competing)
                .ifPresentOrElse(
                        primary -> primaries.put(request, primary),
                        () -> problems.add(MESSAGES.severalPrimaries(request.toString(), listed(competing)))));
        return primaries;
    }

    /** Each step with the one that stands in for it. */
    private Map<HandlerModel, HandlerModel> fallbacks(Map<ConcreteType, HandlerModel> primaries) {
        Map<HandlerModel, List<HandlerModel>> candidates = new LinkedHashMap<>();
        for (HandlerModel handler : handlers) {
            Fallback declared = handler.fallback();
            if (declared != null) {
                stepOf(handler, declared, primaries)
                        .ifPresent(step -> candidates
                                .computeIfAbsent(step, s -> new ArrayList<>())
                                .add(handler));
            }
        }
        Map<HandlerModel, HandlerModel> fallbacks = new LinkedHashMap<>();
        withReplacedSteps(candidates)
                .forEach((step, competing) -> winner(competing)
                        .ifPresentOrElse(
                                fallback -> fallbacks.put(step, fallback),
                                () -> problems.add(MESSAGES.severalFallbacks(step.place(), listed(competing)))));
        reportCycles(fallbacks);
        return fallbacks;
    }

    /** A fallback that an alternative replaces hands its own fallbacks on, as a primary does. */
    private Map<HandlerModel, List<HandlerModel>> withReplacedSteps(Map<HandlerModel, List<HandlerModel>> candidates) {
        Map<HandlerModel, HandlerModel> winners = new HashMap<>();
        candidates
                .values()
                .forEach(competing ->
                        winner(competing).ifPresent(winner -> competing.forEach(model -> winners.put(model, winner))));
        Map<HandlerModel, List<HandlerModel>> replaced = new LinkedHashMap<>();
        candidates.forEach(
                (step, competing) -> replaced.computeIfAbsent(winners.getOrDefault(step, step), s -> new ArrayList<>())
                        .addAll(competing));
        return replaced;
    }

    private Optional<HandlerModel> stepOf(
            HandlerModel fallback, Fallback declared, Map<ConcreteType, HandlerModel> primaries) {
        Optional<HandlerModel> step = declaredAs(declared.of(), fallback);
        if (step.isEmpty() && declared.of() == fallback.type()) {
            problems.add(MESSAGES.fallbackOfItself(fallback.place()));
            return Optional.empty();
        }
        if (step.isEmpty()) {
            problems.add(
                    MESSAGES.fallbackOfNothing(fallback.place(), declared.of().getName()));
            return Optional.empty();
        }
        HandlerModel of = step.get();
        if (of.contract().isStreaming() != fallback.contract().isStreaming()) {
            problems.add(MESSAGES.differentKinds(
                    fallback.place(),
                    fallback.contract().type().getSimpleName(),
                    of.place(),
                    of.contract().type().getSimpleName()));
            return Optional.empty();
        }
        if (!of.request().equals(fallback.request()) || !of.items().equals(fallback.items())) {
            problems.add(MESSAGES.differentTypes(
                    fallback.place(),
                    fallback.request().toString(),
                    fallback.items().toString(),
                    of.place(),
                    of.request().toString(),
                    of.items().toString()));
            return Optional.empty();
        }
        // What an alternative replaces keeps its fallbacks: they stand in for the alternative.
        return Optional.of(of.isPrimary() ? primaries.getOrDefault(of.request(), of) : of);
    }

    private Optional<HandlerModel> declaredAs(Class<?> type, HandlerModel except) {
        List<HandlerModel> others =
                handlers.stream().filter(handler -> handler != except).toList();
        List<HandlerModel> exact =
                others.stream().filter(handler -> handler.type() == type).toList();
        List<HandlerModel> candidates = exact.isEmpty()
                ? others.stream()
                        .filter(handler -> type.isAssignableFrom(handler.type()))
                        .toList()
                : exact;
        return winner(candidates);
    }

    private Optional<HandlerModel> winner(Collection<HandlerModel> competing) {
        if (competing.size() <= 1) {
            return competing.stream().findFirst();
        }
        Map<Bean<?>, HandlerModel> byBean = new LinkedHashMap<>();
        competing.forEach(model -> byBean.put(model.bean(), model));
        try {
            return Optional.ofNullable(byBean.get(resolution.apply(byBean.keySet())));
        } catch (AmbiguousResolutionException e) {
            return Optional.empty();
        }
    }

    private void reportCycles(Map<HandlerModel, HandlerModel> fallbacks) {
        Set<HandlerModel> reported = new HashSet<>();
        for (HandlerModel start : fallbacks.keySet()) {
            Set<HandlerModel> passed = new LinkedHashSet<>();
            HandlerModel step = start;
            while (step != null && passed.add(step)) {
                step = fallbacks.get(step);
            }
            if (step == start && reported.addAll(passed)) {
                problems.add(MESSAGES.cycle(listed(passed)));
            }
        }
    }

    private static List<HandlerModel> chainFrom(HandlerModel primary, Map<HandlerModel, HandlerModel> fallbacks) {
        Set<HandlerModel> chain = new LinkedHashSet<>();
        for (HandlerModel step = primary; step != null && chain.add(step); step = fallbacks.get(step)) {
            // Adding was the work.
        }
        return List.copyOf(chain);
    }
}
