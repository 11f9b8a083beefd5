package org.cqrsjakarta;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.time.temporal.ChronoUnit;

/**
 * Limits how long a handler may keep its consumer waiting. On a handler's class, on {@code handle}, on its producer, or
 * on a stereotype that several handlers share.
 *
 * <p>A handler that exceeds a limit has failed, with a {@link StreamTimeoutException}: its thread is interrupted, items
 * that it has handed over are still delivered, later ones never appear, and the chain goes on. The limits measure the
 * source: time during which it waits for a slow consumer does not count.
 *
 * <p>The handler runs on a virtual thread of its own, at most 64 items ahead of its consumer, so that it can be left
 * even when it ignores interrupts. One that does not stop is closed beside it, on a further thread, and nobody waits for
 * that: here alone a fallback may begin before the step that was left is closed.
 *
 * <p>MicroProfile Config overrides each value, for one place or for all: {@code com.acme.LivePrices/StreamTimeout/idle},
 * {@code StreamTimeout/idle}. A property is a number in {@link #unit()}, or an ISO-8601 duration such as {@code PT5S};
 * {@code enabled=false} takes the limits away.
 */
@Documented
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface StreamTimeout {

    /**
     * From the start of the handler to its first item.
     *
     * @return in {@link #unit()}, 0 or more; default 0: no limit
     */
    long firstItem() default 0;

    /**
     * From each item to the next, or to the end.
     *
     * @return in {@link #unit()}, 0 or more; default 0: no limit
     */
    long idle() default 0;

    /**
     * From the start of the handler to its end.
     *
     * @return in {@link #unit()}, 0 or more; default 0: no limit
     */
    long total() default 0;

    /**
     * The unit of the limits.
     *
     * @return default: milliseconds
     */
    ChronoUnit unit() default ChronoUnit.MILLIS;
}
