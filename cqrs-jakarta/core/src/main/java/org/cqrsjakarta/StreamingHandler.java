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
 * Declares a bean to be the primary for its request type: step 0 of the chain. One per request type.
 *
 * <p>A stereotype, so it makes the class a bean by itself; without a scope of its own the bean is {@code @Dependent}:
 * one instance for each stream. On a producer method or field it declares what is produced. Put MicroProfile's
 * {@code @CircuitBreaker} beside it (on the class, on {@code handle}, or on a stereotype shared by several handlers)
 * to run the handler behind a circuit of its own; without one, every stream is admitted.
 */
@Stereotype
@Documented
@Retention(RUNTIME)
@Target({TYPE, METHOD, FIELD})
public @interface StreamingHandler {}
