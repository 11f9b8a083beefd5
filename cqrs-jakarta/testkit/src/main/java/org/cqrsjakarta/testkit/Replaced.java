package org.cqrsjakarta.testkit;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Has a script played in place of a handler's own {@code handle}. */
@InterceptorBinding
@Retention(RUNTIME)
@Target(TYPE)
@interface Replaced {

    /** As the extension puts it on a handler. */
    final class Literal extends AnnotationLiteral<Replaced> implements Replaced {

        static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1L;

        private Literal() {}
    }
}
