package org.cqrsjakarta.it.contexts;

import org.cqrsjakarta.StreamRequest;

/** Asks for what a handler sees of its caller. */
public record WhoAmI() implements StreamRequest<String> {}
