package org.cqrsjakarta.it.security;

import org.cqrsjakarta.StreamRequest;

/** Asks for what {@link Told} makes of it. */
public record Ask(String what) implements StreamRequest<String> {}
