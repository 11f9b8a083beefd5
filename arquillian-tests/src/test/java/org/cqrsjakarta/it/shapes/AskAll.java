package org.cqrsjakarta.it.shapes;

import org.cqrsjakarta.StreamRequest;

/** Asks for what handlers of every shape see of their caller. */
public record AskAll() implements StreamRequest<String> {}
