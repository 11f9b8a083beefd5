package org.cqrsjakarta;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Declares a bean to stand in for another handler of the same request and item types. Not MicroProfile's annotation of
 * the same simple name, which gives one method another one: this one gives a stream its next source, mid-stream.
 *
 * <p>A stereotype, as {@link StreamingHandler} is. A fallback of a fallback makes a chain; each step has at most one
 * fallback.
 */
@Stereotype
@Documented
@Retention(RUNTIME)
@Target({TYPE, METHOD, FIELD})
public @interface Fallback {

    /**
     * The step this one stands in for: a primary, or another fallback.
     *
     * @return the class of the bean, or the return type of its producer
     */
    Class<?> of();

    /**
     * The failures of that step which lead here. {@code ExecutionException}, {@code CompletionException},
     * {@code UncheckedIOException} and {@code UndeclaredThrowableException} are looked through: their cause is what
     * counts. An open circuit always leads here, and so does the loss of that step's node. {@link Error}s lead here only
     * when named.
     *
     * @return the classes, subclasses included; default: any {@link Exception}
     */
    Class<? extends Throwable>[] applyOn() default {Exception.class};

    /**
     * The failures that do not lead here, although {@link #applyOn()} admits them; the caller then sees them as they
     * were thrown.
     *
     * @return the classes, subclasses included; default: none
     */
    Class<? extends Throwable>[] skipOn() default {};

    /**
     * How this fallback goes on from the position reached.
     *
     * @return default: {@link Continuation#RESTART}
     */
    Continuation continuation() default Continuation.RESTART;

    /**
     * What tells items apart under {@link Continuation#DISTINCT}; of no use under another continuation, where it is
     * refused. The keys of a stream are those of all its steps: where several fallbacks of a chain are {@code DISTINCT},
     * each names the same.
     *
     * @return the class; default: the items' own key, for which they implement {@link Keyed}
     */
    Class<? extends ItemKey<?>> key() default ItemKey.OfKeyed.class;

    /**
     * How many of the last delivered items {@link Switchover#delivered()} holds.
     *
     * @return 0 to 65,536; default 1
     */
    int remember() default 1;
}
