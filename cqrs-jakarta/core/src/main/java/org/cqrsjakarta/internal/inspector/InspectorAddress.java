package org.cqrsjakarta.internal.inspector;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Binds {@link NothingThere} to the inspector's addresses. */
@NameBinding
@Retention(RUNTIME)
@Target(TYPE)
@interface InspectorAddress {}
