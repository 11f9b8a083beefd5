package org.cqrsjakarta.internal.stream;

import java.util.function.Function;
import org.cqrsjakarta.spi.Time;

/**
 * What a step finds around it.
 *
 * @param request as it was given to the mediator
 * @param time    the clock
 * @param threads starts a task on a thread with the contexts of the stream
 */
record Surroundings(Object request, Time time, Function<Runnable, Thread> threads) {}
