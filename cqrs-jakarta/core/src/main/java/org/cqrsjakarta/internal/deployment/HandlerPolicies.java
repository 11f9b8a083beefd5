package org.cqrsjakarta.internal.deployment;

import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.source.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one handler, configuration applied.
 *
 * @param circuit of its circuit; {@code null} if it has none
 * @param retry   when it is tried again
 * @param streams how many streams it serves at once; 0: any number
 * @param limits  of its time
 */
record HandlerPolicies(@Nullable CircuitPolicy circuit, RetryRule retry, int streams, Limits limits) {}
