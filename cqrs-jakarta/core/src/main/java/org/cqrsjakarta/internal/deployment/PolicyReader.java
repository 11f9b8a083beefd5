package org.cqrsjakarta.internal.deployment;

import java.lang.annotation.Annotation;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.source.Limits;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;

/** Turns the policy annotations of a handler into policies. */
final class PolicyReader {

    private final Config config;
    private final Problems problems;

    PolicyReader(Config config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    /** Reads the policies of one handler; a wrong value is a problem, and its policy is left out. */
    HandlerPolicies read(HandlerModel handler) {
        return new HandlerPolicies(
                read(handler, CircuitBreaker.class, PolicyReader::circuit).orElse(null),
                read(handler, Retry.class, PolicyReader::retry).orElse(RetryRule.NONE),
                read(handler, Bulkhead.class, PolicyReader::streams).orElse(0),
                read(handler, StreamTimeout.class, PolicyReader::limits).orElse(Limits.NONE));
    }

    private <A extends Annotation, P> Optional<P> read(
            HandlerModel handler, Class<A> type, BiFunction<A, ConfiguredValues, Supplier<P>> reader) {
        Optional<Declaration<A>> declared = handler.policies().get(type);
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        ConfiguredValues values = new ConfiguredValues(config, declared.get(), handler.place());
        if (!values.areEnabled()) {
            return Optional.empty();
        }
        Supplier<P> policy = reader.apply(declared.get().annotation(), values);
        values.problems().forEach(problems::add);
        return values.problems().isEmpty() ? Optional.of(policy.get()) : Optional.empty();
    }

    private static Supplier<CircuitPolicy> circuit(CircuitBreaker declared, ConfiguredValues values) {
        var failOn = values.classes("failOn", declared.failOn());
        var skipOn = values.classes("skipOn", declared.skipOn());
        var delay = values.duration("delay", declared.delay(), values.unit("delayUnit", declared.delayUnit()));
        int volume = values.number("requestVolumeThreshold", declared.requestVolumeThreshold(), 1);
        double ratio = values.ratio("failureRatio", declared.failureRatio());
        int successes = values.number("successThreshold", declared.successThreshold(), 1);
        return () -> new CircuitPolicy(failOn, skipOn, delay, volume, ratio, successes);
    }

    private static Supplier<RetryRule> retry(Retry declared, ConfiguredValues values) {
        var delay = values.duration("delay", declared.delay(), values.unit("delayUnit", declared.delayUnit()));
        var maxDuration = values.duration(
                "maxDuration", declared.maxDuration(), values.unit("durationUnit", declared.durationUnit()));
        if (values.problems().isEmpty()) {
            values.require(
                    maxDuration.isZero() || maxDuration.compareTo(delay) > 0,
                    "maxDuration",
                    maxDuration,
                    "0, or more than the delay of " + delay);
        }
        int maxRetries = values.number("maxRetries", declared.maxRetries(), -1);
        var jitter = values.duration(
                "jitter", declared.jitter(), values.unit("jitterDelayUnit", declared.jitterDelayUnit()));
        var retryOn = values.classes("retryOn", declared.retryOn());
        var abortOn = values.classes("abortOn", declared.abortOn());
        return () -> new RetryRule(maxRetries, delay, maxDuration, jitter, retryOn, abortOn);
    }

    private static Supplier<Integer> streams(Bulkhead declared, ConfiguredValues values) {
        int streams = values.number("value", declared.value(), 1);
        return () -> streams;
    }

    private static Supplier<Limits> limits(StreamTimeout declared, ConfiguredValues values) {
        ChronoUnit unit = values.unit("unit", declared.unit());
        var firstItem = values.duration("firstItem", declared.firstItem(), unit);
        var idle = values.duration("idle", declared.idle(), unit);
        var total = values.duration("total", declared.total(), unit);
        return () -> new Limits(firstItem, idle, total);
    }
}
