package org.cqrsjakarta.internal.deployment;

import static org.cqrsjakarta.internal.deployment.DeploymentMessages.MESSAGES;

import java.lang.annotation.Annotation;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.StreamTimeout;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.stream.RetryRule;
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
            HandlerModel handler, Class<A> type, BiFunction<A, ConfiguredValues, P> reader) {
        Optional<Declaration<A>> declared = handler.policies().get(type);
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        ConfiguredValues values = new ConfiguredValues(config, declared.get());
        try {
            return values.areEnabled()
                    ? Optional.of(reader.apply(declared.get().annotation(), values))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            problems.add(MESSAGES.policyOutOfRange(
                    declared.get().name(),
                    handler.place(),
                    String.valueOf(e.getMessage()),
                    "'" + declared.get().place() + "/" + declared.get().name() + "/...'"));
            return Optional.empty();
        }
    }

    private static CircuitPolicy circuit(CircuitBreaker declared, ConfiguredValues values) {
        return new CircuitPolicy(
                values.classes("failOn", declared.failOn()),
                values.classes("skipOn", declared.skipOn()),
                values.duration("delay", declared.delay(), values.unit("delayUnit", declared.delayUnit())),
                values.number("requestVolumeThreshold", declared.requestVolumeThreshold()),
                values.ratio("failureRatio", declared.failureRatio()),
                values.number("successThreshold", declared.successThreshold()));
    }

    private static RetryRule retry(Retry declared, ConfiguredValues values) {
        return new RetryRule(
                values.number("maxRetries", declared.maxRetries()),
                values.duration("delay", declared.delay(), values.unit("delayUnit", declared.delayUnit())),
                values.duration(
                        "maxDuration", declared.maxDuration(), values.unit("durationUnit", declared.durationUnit())),
                values.duration(
                        "jitter", declared.jitter(), values.unit("jitterDelayUnit", declared.jitterDelayUnit())),
                values.classes("retryOn", declared.retryOn()),
                values.classes("abortOn", declared.abortOn()));
    }

    private static int streams(Bulkhead declared, ConfiguredValues values) {
        int streams = values.number("value", declared.value());
        if (streams < 1) {
            throw new IllegalArgumentException("value = " + streams + ", allowed: 1 or more");
        }
        return streams;
    }

    private static Limits limits(StreamTimeout declared, ConfiguredValues values) {
        ChronoUnit unit = values.unit("unit", declared.unit());
        return new Limits(
                values.duration("firstItem", declared.firstItem(), unit),
                values.duration("idle", declared.idle(), unit),
                values.duration("total", declared.total(), unit));
    }
}
