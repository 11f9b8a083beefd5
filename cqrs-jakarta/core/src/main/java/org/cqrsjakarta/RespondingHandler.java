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
 * Declares a bean to be the primary {@link RequestHandler} for its request type, as {@link StreamingHandler} does for
 * streams: step 0 of a chain whose fallbacks carry {@link Fallback}.
 */
@Stereotype
@Documented
@Retention(RUNTIME)
@Target({TYPE, METHOD, FIELD})
public @interface RespondingHandler {}
