package org.cqrsjakarta.it.shapes;

import org.cqrsjakarta.Request;

/** Asks for one response. */
public record AskOne() implements Request<String> {}
