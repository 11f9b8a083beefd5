package org.cqrsjakarta.internal.stream;

import java.util.function.Function;
import org.cqrsjakarta.spi.Time;

/**
 * What a step finds around it.
 *
 * @param stream  id of the stream
 * @param request as it was given to the mediator
 * @param time    the clock
 * @param threads starts a task on a thread with the contexts of the stream
 */
record Surroundings(String stream, Object request, Time time, Function<Runnable, Thread> threads) {}
