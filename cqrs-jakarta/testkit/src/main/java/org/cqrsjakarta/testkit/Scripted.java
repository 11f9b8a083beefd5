package org.cqrsjakarta.testkit;

/**
 * A handler that does what its {@link Script} says. A test declares one as it declares any handler, by a subclass that
 * fixes the types, and leaves it empty:
 *
 * <pre>{@code
 * @Alternative @Priority(1) @StreamingHandler
 * static class BrokenPrices extends ScriptedHandler<StreamPrices, Price> {}
 * }</pre>
 *
 * <p>Not to be implemented otherwise than by extending {@link ScriptedHandler}, {@link ScriptedEmittingHandler},
 * {@link ScriptedPublishingHandler} or {@link ScriptedRequestHandler}. It cannot be sealed: the proxy of a bean with a
 * normal scope implements it.
 *
 * <p>What it plays is said where the application is put together, {@link TestApplicationBuilder#playing}; what became
 * of it is in its {@link Account}.
 *
 * @param <R> type of its items, or of its response
 */
public interface Scripted<R> {}
